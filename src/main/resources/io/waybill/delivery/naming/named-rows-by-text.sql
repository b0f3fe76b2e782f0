-- Rows by keys that may be none of the column's type, with the columns that their names are made of.
SELECT {key}::text, ARRAY[{columns|#::text}]
FROM {table}
WHERE {key}::text = ANY(?)
