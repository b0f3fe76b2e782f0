-- The next changes of a plan, in the order of its tables.
SELECT c.plan, c.ordinal, c.kind, c.byte_offset, c.key, c.before, c.after, c.fresh, p.table_schema, p.table_name, p.model,
       p.key_columns, p.columns
FROM waybill.changes AS c
JOIN waybill.plans AS p ON p.waybill = c.waybill AND p.ordinal = c.plan
WHERE c.waybill = ?
  AND (c.plan, c.ordinal) > (?, ?)
  AND (?::text IS NULL OR p.table_name = ? OR p.table_schema || '.' || p.table_name = ?)
  AND (?::text IS NULL OR c.kind = ?::"char")
  AND (NOT ? OR c.fresh)
  AND (?::text IS NULL OR strpos(lower(array_to_string(c.key || coalesce(c.before, '{}') || coalesce(c.after, '{}'), ' ')), lower(?)) > 0)
ORDER BY c.plan, c.ordinal
LIMIT ?
