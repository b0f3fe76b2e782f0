INSERT INTO waybill.steps (waybill, ordinal, state, at)
SELECT ?, coalesce(max(ordinal), 0) + 1, ?, ?
FROM waybill.steps
WHERE waybill = ?
