INSERT INTO waybill.notices (waybill, ordinal, rule, sentence, count)
SELECT ?, coalesce(max(ordinal), 0) + 1, ?, ?, ?
FROM waybill.notices
WHERE waybill = ?
