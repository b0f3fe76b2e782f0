-- What some rows are called, and what those are called that they refer to.
SELECT s.{pk}::text AS key, concat_ws(' ', {names|s.#::text|, |NULL}) AS named, concat_ws(', ', {belongs|#|, |NULL}) AS belongs
FROM {table} AS s
WHERE s.{pk}::text = ANY (?)
