-- Rows of a table that take another key, and with it other values in a column that the mapping lacks: those of the row that has had the new
-- key until now, or the default. How many, and the first of them.
SELECT count(*) AS rows, min(r.old_id) AS old_id, (array_agg(r.new_id ORDER BY r.old_id))[1] AS new_id
FROM {rekeyed} AS r
JOIN {target} AS t ON t.id = r.old_id
LEFT JOIN {target} AS n ON n.id = r.new_id
WHERE r.model = ?
  AND t.{column}::text IS DISTINCT FROM CASE WHEN n.id IS NOT NULL THEN n.{column}::text ELSE ({default})::text END
