-- How many open rejects have the same cause as a given one, open or not; waybill 0 stands for all waybills.
SELECT coalesce(c.all_rows, 0) AS all_rows, coalesce(c.chosen_rows, 0) AS chosen
FROM waybill.rejects AS one
LEFT JOIN waybill.open_causes AS c ON c.cause_hash = one.cause_hash AND c.waybill = ?
WHERE one.id = ?
