SELECT *
FROM waybill.listed_rejects
WHERE id = ?
