-- Rows by their keys, with the columns that their names are made of.
SELECT {key}::text, ARRAY[{columns|#::text}]
FROM {table}
WHERE {key} = ANY(?::text[]::{type}[])
