-- The tables that were changed by the waybill to be undone.
SELECT p.waybill, p.ordinal, p.table_schema, p.table_name, p.model, p.policy, p.columns,
       p.inserted + p.updated + p.retired + p.deleted AS changes
FROM waybill.waybills AS undo
JOIN waybill.plans AS p ON p.waybill = undo.refers_to
WHERE undo.number = ? AND p.inserted + p.updated + p.retired + p.deleted > 0
ORDER BY p.ordinal
