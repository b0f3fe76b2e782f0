-- Rows that refer generically, to a row of this table, and find none.
DELETE FROM {stage} AS s
WHERE s.{column} IS NOT NULL AND s.{type} = ? AND {written}
    AND NOT EXISTS (SELECT FROM {parents} AS p WHERE p.{parentkey}::text = s.{column}::text)
    {staged|#| |}
RETURNING s.waybill_offset, s.{key}::text AS key_text, ARRAY[{columns|s.#::text}] AS cells, s.{column}::text AS found,
          NULL::text AS other
