-- Rows whose names begin like one of some others.
SELECT s.{pk}::text AS key, concat_ws(' ', {names|s.#::text}) AS value FROM {rows} AS s
WHERE left(lower(concat_ws(' ', {names|s.#::text})), 3) = ANY (?)
LIMIT ?
