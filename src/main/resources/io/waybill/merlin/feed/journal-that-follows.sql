-- The changes to a table that follow from rows of the waybill without being one of them.
SELECT byte_offset, plan, kind, array_to_string(key, ', ') AS key, before, after
FROM waybill.changes
WHERE waybill = ? AND plan = ? AND coalesce(byte_offset, 0) = 0
ORDER BY ordinal
