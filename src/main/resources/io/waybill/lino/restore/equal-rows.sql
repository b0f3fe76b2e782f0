-- Rows with one of some values, which occur only once.
SELECT s.{pk}::text AS key, s.{column}::text AS value FROM {rows} AS s WHERE s.{column}::text = ANY (?)
