SELECT table_schema, table_name, model, rows_before, inserted, updated, retired, deleted, unchanged, fingerprint
FROM waybill.plans
WHERE waybill = ?
ORDER BY ordinal
