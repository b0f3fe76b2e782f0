SELECT guard, subject, measured, of_all, most, tripped, sentence
FROM waybill.guards
WHERE waybill = ?
ORDER BY ordinal
