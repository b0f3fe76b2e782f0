-- How many rows of other tables refer to each of some rows.
WITH chosen AS MATERIALIZED (SELECT s.{pk} AS pk FROM {table} AS s WHERE s.{pk}::text = ANY (?))
{counts|#| UNION ALL }
ORDER BY number
