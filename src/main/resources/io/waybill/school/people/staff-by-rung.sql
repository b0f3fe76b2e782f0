-- Staff who have no match yet, and the rows of the calendar that they may be: those of the former system, when the drop converts; those of no
-- system; and those of people who are present under a key that the export no longer has. One record and one row that have only each other are
-- a match; the others are doubtful. Nobody is looked for of whom somebody has said that they are new. Parameter: the rung, twice.
WITH free AS MATERIALIZED (
    SELECT t.id, {work}.folded({rung|t.#| || ' / ' || }) AS value
    FROM {target.staffs} AS t
    CROSS JOIN {work}.frame AS f
    WHERE {other}
      AND NOT EXISTS (SELECT FROM {work}.staff_match AS s WHERE s.id = t.id)
      AND NOT EXISTS (
          SELECT FROM {work}.rejected AS r WHERE r.area = 'staff' AND r.key = t.source_id AND t.datasource_id = f.datasource_id)
), wanted AS MATERIALIZED (
    SELECT m.id AS source_id, {work}.folded({record|m.#| || ' / ' || }) AS value
    FROM {work}.staff_member AS m
    WHERE {record|m.# <> ''| AND }
      AND NOT EXISTS (SELECT FROM {work}.staff_match AS s WHERE s.source_id = m.id)
      AND NOT EXISTS (SELECT FROM {work}.doubtful AS d WHERE d.area = 'staff' AND d.source_id = m.id)
      AND NOT EXISTS (SELECT FROM {work}.answered AS a WHERE a.area = 'staff' AND a.source_id = m.id AND a.id IS NULL)
), pairs AS MATERIALIZED (
    SELECT w.source_id, f.id, count(*) OVER (PARTITION BY w.source_id) AS rows, count(*) OVER (PARTITION BY f.id) AS records
    FROM wanted AS w
    JOIN free AS f ON f.value = w.value
), doubtful AS (
    INSERT INTO {work}.doubtful (area, source_id, rung, id)
    SELECT 'staff', p.source_id, ?::text, p.id FROM pairs AS p WHERE p.rows > 1 OR p.records > 1
)
INSERT INTO {work}.staff_match (source_id, id, rung)
SELECT p.source_id, p.id, ?::text FROM pairs AS p WHERE p.rows = 1 AND p.records = 1
