-- Takes rows out of the stage that refer to a row of one model, by its key, which does not exist.
DELETE FROM {stage} AS s
WHERE s.{type} = ? AND s.{id} IS NOT NULL
  AND NOT EXISTS (SELECT FROM {parents} AS p WHERE p.{pk}{text} = s.{id}{text})
RETURNING s.waybill_offset, s.{id}::text AS found, ARRAY[{columns|s.#::text}] AS cells
