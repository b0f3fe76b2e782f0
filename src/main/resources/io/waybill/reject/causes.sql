-- Open rejects by cause, the cause with most rows first. A search text selects causes; all rows of a selected cause are counted.
WITH causes AS MATERIALIZED (
    SELECT r.cause_hash, count(*) AS all_rows, count(ch.reject) AS chosen_rows, min(r.id) AS first
    FROM waybill.rejects AS r
    LEFT JOIN waybill.choices AS ch ON ch.reject = r.id
    WHERE r.state = 'open'
      AND (?::bigint IS NULL OR r.waybill = ?)
      AND (?::text IS NULL
           OR r.cause_hash IN (SELECT cause_hash
                               FROM waybill.rejects
                               WHERE state = 'open' AND (?::bigint IS NULL OR waybill = ?) AND sought LIKE lower(?)))
    GROUP BY r.cause_hash
)
SELECT c.all_rows, c.chosen_rows, l.*, (SELECT sum(all_rows) FROM causes) AS rows_in_all, (SELECT count(*) FROM causes) AS causes_in_all
FROM (SELECT * FROM causes ORDER BY all_rows DESC, first LIMIT ? OFFSET ?) AS c
JOIN waybill.listed_rejects AS l ON l.id = c.first
ORDER BY c.all_rows DESC, c.first
