SELECT rule, sentence, count
FROM waybill.notices
WHERE waybill = ?
ORDER BY ordinal
