-- Open rejects by cause, the cause with most rows first. A search text selects causes; all rows of a selected cause are counted.
-- Rows are counted in the order of the index by cause, choices by themselves: there are fewer of them.
WITH found AS MATERIALIZED (
    SELECT DISTINCT cause_hash
    FROM waybill.rejects
    WHERE ?::text IS NOT NULL AND state = 'open' AND (?::bigint IS NULL OR waybill = ?) AND strpos(sought, lower(?)) > 0
),
causes AS MATERIALIZED (
    SELECT cause_hash, count(*) AS all_rows, min(id) AS first
    FROM waybill.rejects
    WHERE state = 'open'
      AND (?::bigint IS NULL OR waybill = ?)
      AND (?::text IS NULL OR cause_hash IN (SELECT cause_hash FROM found))
    GROUP BY cause_hash
)
SELECT c.all_rows, coalesce(ch.chosen_rows, 0) AS chosen_rows, l.*,
       (SELECT sum(all_rows) FROM causes) AS rows_in_all, (SELECT count(*) FROM causes) AS causes_in_all
FROM (SELECT * FROM causes ORDER BY all_rows DESC, first LIMIT ? OFFSET ?) AS c
JOIN waybill.listed_rejects AS l ON l.id = c.first
LEFT JOIN (
    SELECT r.cause_hash, count(*) AS chosen_rows
    FROM waybill.choices AS ch
    JOIN waybill.rejects AS r ON r.id = ch.reject AND r.state = 'open'
    WHERE ?::bigint IS NULL OR r.waybill = ?
    GROUP BY r.cause_hash
) AS ch USING (cause_hash)
ORDER BY c.all_rows DESC, c.first
