-- Rows whose key or name contains every word; first the one whose key it is.
SELECT s.{pk}::text AS key, concat_ws(' ', {names|s.#::text|, |NULL}) AS named FROM {table} AS s
WHERE lower(concat_ws(' ', s.{pk}::text, {names|s.#::text|, |NULL})) LIKE ALL (?)
ORDER BY lower(s.{pk}::text) = ? DESC, length(concat_ws(' ', {names|s.#::text|, |NULL})), length(s.{pk}::text), 1
LIMIT ?
