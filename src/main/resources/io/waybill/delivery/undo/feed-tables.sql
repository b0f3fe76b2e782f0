-- The tables of the feed that delivered the waybill to be undone, without those that only followed: their model is their own name.
SELECT p.table_schema, p.table_name
FROM waybill.waybills AS undo
JOIN waybill.plans AS p ON p.waybill = undo.refers_to
WHERE undo.number = ? AND p.model <> p.table_schema || '.' || p.table_name
