-- Open rejects by cause, the cause with most rows first; one whose rows only wait for other rejects stands behind theirs. A search text selects
-- causes; all rows of a selected cause are counted. Their counts are kept; waybill 0 stands for all waybills.
WITH found AS MATERIALIZED (
    SELECT DISTINCT cause_hash
    FROM waybill.rejects AS r
    WHERE ?::text IS NOT NULL
      AND state = 'open'
      AND (?::bigint IS NULL OR waybill = ?)
      AND strpos(sought, lower(?)) > 0
      AND (kind <> ALL (?) OR waybill.shows(r, ?, ?, ?))
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
