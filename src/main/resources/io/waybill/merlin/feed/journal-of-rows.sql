-- The changes made by the rows of a waybill, in the order of the rows.
SELECT byte_offset, plan, kind, array_to_string(key, ', ') AS key, before, after
FROM waybill.changes
WHERE waybill = ? AND plan = ANY (?) AND byte_offset > 0
ORDER BY byte_offset, plan, ordinal
