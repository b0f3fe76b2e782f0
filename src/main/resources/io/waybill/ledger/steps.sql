SELECT state, at
FROM waybill.steps
WHERE waybill = ?
ORDER BY ordinal
