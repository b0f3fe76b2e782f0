-- Rows that do not keep a rule of the table.
DELETE FROM {stage} AS s
WHERE NOT ({expression}) AND {written}
RETURNING s.waybill_offset, s.{key}::text AS key_text, ARRAY[{columns|s.#::text}] AS cells,
          concat_ws(', ', {speaksof|s.#|, |NULL}) AS found, NULL::text AS other
