-- Records of staff whom the calendar does not have, and who have the former key, the address, or the name and initials, of somebody who is present
-- as one of the former system, when the drop does not convert: they may be there twice. Somebody has to say who it is.
INSERT INTO {work}.doubtful (area, source_id, rung, id)
WITH free AS MATERIALIZED (
    SELECT t.id, t.source_id, {work}.folded(t.email) AS email, {work}.folded(t.name || ' / ' || t.initials) AS name
    FROM {work}.frame AS f
    JOIN {target.staffs} AS t ON NOT f.convert AND t.datasource_id = f.previous_datasource_id AND t.current
    WHERE NOT EXISTS (SELECT FROM {work}.staff_match AS s WHERE s.id = t.id)
), wanted AS MATERIALIZED (
    SELECT m.id AS source_id, m.previous_id, {work}.folded(m.email) AS email, {work}.folded(m.name || ' / ' || m.initials) AS name
    FROM {work}.staff_member AS m
    WHERE NOT EXISTS (SELECT FROM {work}.staff_match AS s WHERE s.source_id = m.id)
      AND NOT EXISTS (SELECT FROM {work}.doubtful AS d WHERE d.area = 'staff' AND d.source_id = m.id)
      AND NOT EXISTS (SELECT FROM {work}.answered AS a WHERE a.area = 'staff' AND a.source_id = m.id AND a.id IS NULL)
), pairs AS (
    SELECT w.source_id, 'previous-id' AS rung, f.id FROM wanted AS w JOIN free AS f ON f.source_id = w.previous_id WHERE w.previous_id <> ''
    UNION ALL
    SELECT w.source_id, 'email', f.id FROM wanted AS w JOIN free AS f ON f.email = w.email WHERE w.email <> ''
    UNION ALL
    SELECT w.source_id, 'name-and-initials', f.id FROM wanted AS w JOIN free AS f ON f.name = w.name
)
SELECT 'staff', p.source_id, min(p.rung), p.id FROM pairs AS p GROUP BY p.source_id, p.id
