-- Rows whose key or name contains every word.
SELECT s.{pk}::text AS key, concat_ws(' ', {names|s.#::text|, |NULL}) AS named FROM {table} AS s
WHERE lower(concat_ws(' ', s.{pk}::text, {names|s.#::text|, |NULL})) LIKE ALL (?)
ORDER BY length(concat_ws(' ', {names|s.#::text|, |NULL})), 1
LIMIT ?
