-- Which feeds have rejected some rows; of each feed one of the rows.
SELECT min(r.id) AS id, w.system, w.feed
FROM waybill.rejects AS r
JOIN waybill.waybills AS w ON w.number = r.waybill
WHERE r.id = ANY (?)
GROUP BY w.system, w.feed
