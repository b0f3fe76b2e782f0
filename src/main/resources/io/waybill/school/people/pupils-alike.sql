-- Records of pupils whom the calendar does not have under their keys, and who have the address, or the name and year, of somebody who is present
-- under a key that the export no longer has: the number of one pupil may have changed. So it is with somebody who is present as one of the former
-- system: an export that does not convert, or has other numbers, may have them. Somebody has to say so.
INSERT INTO {work}.doubtful (area, source_id, rung, id)
WITH free AS MATERIALIZED (
    SELECT t.id, {work}.folded(t.email) AS email, {work}.folded(t.name) AS name, t.start_year
    FROM {work}.frame AS f
    JOIN {target.pupils} AS t ON t.datasource_id IN (f.datasource_id, f.previous_datasource_id) AND t.current AND t.source_id IS NOT NULL
    WHERE NOT EXISTS (SELECT FROM {work}.pupil_match AS s WHERE s.id = t.id)
      AND NOT EXISTS (SELECT FROM {work}.rejected AS r WHERE r.area = 'pupils' AND r.key = t.source_id AND t.datasource_id = f.datasource_id)
), wanted AS MATERIALIZED (
    SELECT p.id AS source_id, {work}.folded(p.email) AS email, {work}.folded(p.name) AS name, p.start_year
    FROM {work}.pupil AS p
    WHERE NOT EXISTS (SELECT FROM {work}.pupil_match AS s WHERE s.source_id = p.id)
      AND NOT EXISTS (SELECT FROM {work}.doubtful AS d WHERE d.area = 'pupils' AND d.source_id = p.id)
      AND NOT EXISTS (SELECT FROM {work}.answered AS a WHERE a.area = 'pupils' AND a.source_id = p.id AND a.id IS NULL)
), pairs AS (
    SELECT w.source_id, 'email' AS rung, f.id FROM wanted AS w JOIN free AS f ON f.email = w.email WHERE w.email <> ''
    UNION ALL
    SELECT w.source_id, 'name', f.id FROM wanted AS w JOIN free AS f ON f.name = w.name AND f.start_year = w.start_year
)
SELECT 'pupils', p.source_id, min(p.rung), p.id FROM pairs AS p GROUP BY p.source_id, p.id
