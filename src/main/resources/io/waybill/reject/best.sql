-- Causes whose best candidate has at least a score, and for which nobody has chosen anything yet; the cause with most rows first. Waybill 0
-- stands for all waybills.
WITH good AS MATERIALIZED (
    SELECT c.cause_hash, c.all_rows, c.first, c.waits
    FROM waybill.open_causes AS c
    WHERE c.waybill = ?
      AND c.chosen_rows = 0
      AND c.best >= ?
      AND (c.waybill = 0 OR NOT EXISTS (SELECT FROM waybill.open_choices AS ch WHERE ch.cause_hash = c.cause_hash))
)
SELECT g.all_rows, 0 AS chosen_rows, l.*,
       (SELECT sum(all_rows) FROM good) AS rows_in_all, (SELECT count(*) FROM good) AS causes_in_all
FROM (SELECT * FROM good ORDER BY waits, all_rows DESC, first LIMIT ? OFFSET ?) AS g
JOIN waybill.listed_rejects AS l ON l.id = g.first
ORDER BY g.waits, g.all_rows DESC, g.first
