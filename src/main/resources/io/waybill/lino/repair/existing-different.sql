-- Rows of a pass that the target has and that differ.
SELECT s.{key}::text AS key_text, {another} AS another, ARRAY[{values|s.#::text IS DISTINCT FROM t.#::text}] AS differs,
       ARRAY[{values|s.#::text}] AS cells, ARRAY[{values|t.#::text}] AS present
FROM {stage} AS s JOIN {target} AS t ON t.{key} = s.{key}
WHERE s.waybill_offset >> {shift} = ? AND {differs}
ORDER BY s.waybill_offset
