-- A row as it is now, all its columns as text.
SELECT ARRAY[{columns|#::text}]
FROM {table}
WHERE {key} = ?::{type}
