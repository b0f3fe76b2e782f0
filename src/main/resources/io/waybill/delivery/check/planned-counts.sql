-- How many rows the tables changed by a delivered waybill should have according to the ledger.
SELECT p.table_schema, p.table_name, p.rows_before + p.inserted - p.deleted AS rows
FROM waybill.plans AS p
JOIN waybill.waybills AS w ON w.number = p.waybill
WHERE p.waybill = ? AND w.state IN ('delivered', 'undone') AND p.inserted + p.updated + p.retired + p.deleted > 0
ORDER BY p.ordinal
