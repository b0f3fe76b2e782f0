-- How many rows the tables that a delivered waybill has changed should have, as the ledger says.
SELECT p.table_schema, p.table_name, p.rows_before + p.inserted - p.deleted AS rows
FROM waybill.plans AS p
JOIN waybill.waybills AS w ON w.number = p.waybill
WHERE p.waybill = ? AND w.state IN ('delivered', 'undone') AND p.inserted + p.updated + p.retired + p.deleted > 0
ORDER BY p.ordinal
