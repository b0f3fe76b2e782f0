-- Rows that refer to nothing, neither in the target nor in what is restored.
DELETE FROM {stage} AS s
WHERE {fk|s.# IS NOT NULL| AND } AND {written}
    AND NOT EXISTS (SELECT FROM {parents} AS p WHERE {fk,pk|s.#1 = p.#2| AND })
    {staged|#| |}
RETURNING s.waybill_offset, s.{key}::text AS key_text, ARRAY[{columns|s.#::text}] AS cells, concat_ws(', ', {fk|s.#}) AS found,
          NULL::text AS other
