-- Rows with a unique value that another row of the target has.
DELETE FROM {stage} AS s
USING (SELECT {key}, {expression|# AS waybill_u@} FROM {stage} AS s WHERE {predicate} AND {written}) AS d,
      (SELECT {key}, {expression|# AS waybill_u@} FROM {target} AS t WHERE {predicate}) AS t
WHERE d.{key} = s.{key} AND {same} AND t.{key} <> d.{key}
RETURNING s.waybill_offset, s.{key}::text AS key_text, ARRAY[{columns|s.#::text}] AS cells, concat_ws(', ', {unique|d.#}) AS found,
          t.{key}::text AS other
