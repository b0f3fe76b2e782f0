-- Open rejects by cause, the cause with most rows first; one whose rows only wait for other rejects stands behind theirs. A search text selects causes; all rows of a selected cause are counted.
-- It is not found in cells of secret columns, nor in a reason that may quote one.
-- Their counts are kept; waybill 0 stands for all waybills.
WITH secret AS MATERIALIZED (
    SELECT * FROM unnest(?::text[], ?::text[]) AS s (kind, name)
),
found AS MATERIALIZED (
    SELECT DISTINCT cause_hash
    FROM waybill.rejects AS r
    WHERE ?::text IS NOT NULL
      AND state = 'open'
      AND (?::bigint IS NULL OR waybill = ?)
      AND strpos(sought, lower(?)) > 0
      AND (NOT EXISTS (SELECT FROM secret AS s WHERE s.kind = r.kind)
          OR EXISTS (
              SELECT
              FROM (
                  SELECT v.value
                  FROM unnest(r.header, r.cells) AS v (name, value)
                  WHERE NOT EXISTS (SELECT FROM secret AS s WHERE s.kind = r.kind AND s.name = v.name)
                  UNION ALL
                  SELECT r.file
                  UNION ALL
                  SELECT r.reason
                  WHERE NOT EXISTS (
                      SELECT
                      FROM unnest(r.header, r.cells) AS v (name, value)
                      JOIN secret AS s ON s.kind = r.kind AND s.name = v.name
                      WHERE strpos(r.reason, v.name) > 0
                         OR v.name = ANY(r.cause)
                         OR v.value <> '' AND (v.value = ANY(r.cause) OR strpos(r.reason, v.value) > 0))
              ) AS shown (value)
              WHERE strpos(lower(shown.value), lower(?)) > 0))
),
causes AS MATERIALIZED (
    SELECT cause_hash, all_rows, chosen_rows, first, waits
    FROM waybill.open_causes
    WHERE waybill = ?
      AND (?::text IS NULL OR cause_hash IN (SELECT cause_hash FROM found))
)
SELECT c.all_rows, c.chosen_rows, l.*,
       (SELECT sum(all_rows) FROM causes) AS rows_in_all, (SELECT count(*) FROM causes) AS causes_in_all
FROM (SELECT * FROM causes ORDER BY waits, all_rows DESC, first LIMIT ? OFFSET ?) AS c
JOIN waybill.listed_rejects AS l ON l.id = c.first
ORDER BY c.waits, c.all_rows DESC, c.first
