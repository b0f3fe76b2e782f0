-- Rows with a unique value that a restored row before them has.
DELETE FROM {stage} AS s
USING (SELECT l.{key}, {unique|l.#}, first_value(l.{key}::text) OVER same AS other, row_number() OVER same AS place
       FROM (SELECT {key}, waybill_offset, {expression|# AS waybill_u@} FROM {stage} AS s WHERE {predicate} AND {written}) AS l
       WHERE {distinct|l.# IS NOT NULL| AND |true}
       WINDOW same AS (PARTITION BY {unique|l.#} ORDER BY l.waybill_offset)) AS d
WHERE d.{key} = s.{key} AND d.place > 1
RETURNING s.waybill_offset, s.{key}::text AS key_text, ARRAY[{columns|s.#::text}] AS cells, concat_ws(', ', {unique|d.#}) AS found,
          d.other
