-- Causes whose best candidate has at least a score, and for which nobody has chosen anything yet; the cause with most rows first.
WITH causes AS MATERIALIZED (
    SELECT cause_hash, count(*) AS all_rows, min(id) AS first
    FROM waybill.rejects
    WHERE state = 'open' AND (?::bigint IS NULL OR waybill = ?)
    GROUP BY cause_hash
), good AS MATERIALIZED (
    SELECT c.*
    FROM causes AS c
    JOIN waybill.rejects AS r ON r.id = c.first
    WHERE (r.candidates -> 0 ->> 'score')::numeric >= ?
      AND c.cause_hash NOT IN (
          SELECT chosen.cause_hash
          FROM waybill.choices AS ch
          JOIN waybill.rejects AS chosen ON chosen.id = ch.reject AND chosen.state = 'open')
)
SELECT g.all_rows, 0 AS chosen_rows, l.*,
       (SELECT sum(all_rows) FROM good) AS rows_in_all, (SELECT count(*) FROM good) AS causes_in_all
FROM (SELECT * FROM good ORDER BY all_rows DESC, first LIMIT ? OFFSET ?) AS g
JOIN waybill.listed_rejects AS l ON l.id = g.first
ORDER BY g.all_rows DESC, g.first
