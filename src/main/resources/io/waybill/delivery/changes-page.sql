-- The next changes of a plan, in the order of its tables. A text is searched for in all values at once, and then not in those of secret
-- columns. It is searched for in two forms, because times are written otherwise here than people read them.
SELECT c.plan, c.ordinal, c.kind, c.key, c.before, c.after, c.fresh, p.table_schema, p.table_name, p.model,
       p.key_columns, p.columns
FROM waybill.changes AS c
JOIN waybill.plans AS p ON p.waybill = c.waybill AND p.ordinal = c.plan
WHERE c.waybill = ?
  AND (c.plan, c.ordinal) > (?, ?)
  AND (c.plan, c.ordinal) <= (?, ?)
  AND (?::text IS NULL OR p.table_name = ? OR p.table_schema || '.' || p.table_name = ?)
  AND (?::text IS NULL OR c.kind = ?::"char")
  AND (NOT ? OR c.fresh)
  AND (?::text IS NULL OR EXISTS (
      SELECT
      FROM lower(array_to_string(c.key || coalesce(c.before, '{}') || coalesce(c.after, '{}'), ' ')) AS v (texts)
      WHERE strpos(v.texts, lower(?)) > 0 OR strpos(v.texts, lower(?)) > 0))
  AND (?::text IS NULL OR EXISTS (
      SELECT
      FROM unnest(p.key_columns || p.columns || p.columns, c.key || coalesce(c.before, array_fill(NULL::text, ARRAY[cardinality(p.columns)])) || c.after)
          AS v (name, value)
      WHERE NOT EXISTS (
                SELECT
                FROM unnest(?::text[], ?::text[]) AS s (relation, name)
                WHERE s.name = v.name
                  AND s.relation = CASE WHEN p.table_schema = 'public' THEN '' ELSE p.table_schema || '.' END || p.table_name)
        AND (strpos(lower(v.value), lower(?)) > 0 OR strpos(lower(v.value), lower(?)) > 0)))
ORDER BY c.plan, c.ordinal
LIMIT ?
