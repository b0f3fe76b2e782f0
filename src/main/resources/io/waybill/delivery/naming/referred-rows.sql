-- The keys of rows that have some values in another column.
SELECT {column}::text, {key}::text
FROM {table}
WHERE {column}::text = ANY(?)
