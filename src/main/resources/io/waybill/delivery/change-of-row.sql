-- What a waybill does, or did, to one row.
SELECT c.plan, c.ordinal, c.kind, c.key, c.before, c.after, c.fresh, p.table_schema, p.table_name, p.model,
       p.key_columns, p.columns
FROM waybill.plans AS p
JOIN waybill.changes AS c ON c.waybill = p.waybill AND c.plan = p.ordinal
WHERE p.waybill = ?
  AND p.table_schema = ?
  AND p.table_name = ?
  AND p.key_columns = ARRAY[?::text]
  AND c.key = ARRAY[?::text]
ORDER BY c.plan, c.ordinal
LIMIT 1
