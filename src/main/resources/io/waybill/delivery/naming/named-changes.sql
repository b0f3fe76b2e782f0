-- Rows that a waybill would add or has removed, by their keys.
SELECT c.key[1], p.columns, coalesce(c.after, c.before)
FROM waybill.plans AS p
JOIN waybill.changes AS c ON c.waybill = p.waybill AND c.plan = p.ordinal
WHERE p.waybill = ?
  AND p.table_schema = ?
  AND p.table_name = ?
  AND p.key_columns = ARRAY[?::text]
  AND c.kind IN ('i', 'd')
  AND c.key[1] = ANY(?)
