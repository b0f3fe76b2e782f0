-- Takes rows out of the stage that break a CHECK constraint.
DELETE FROM {stage} AS s
WHERE NOT ({expression})
RETURNING s.waybill_offset, concat_ws(', ', {speaksof|s.#::text|, |NULL}) AS found, ARRAY[{columns|s.#::text}] AS cells
