-- The target's rows with some keys, as texts.
SELECT s.{pk}::text AS key, ARRAY[{columns|s.#::text}] AS cells FROM {table} AS s WHERE s.{pk}::text = ANY (?)
