-- Rows are put side by side only where any value stands twice: that they do not is found by counting.
WITH listed AS (
    SELECT {key}, waybill_offset, {expression|# AS waybill_u@} FROM {desired} AS d WHERE {predicate}
), twice AS (
    SELECT FROM listed WHERE {distinct|# IS NOT NULL| AND |true} GROUP BY {unique} HAVING count(*) > 1
)
SELECT d.waybill_offset, d.key_text, d.found, d.other_key
FROM (SELECT l.waybill_offset, {key|l.#::text| || ', ' || } AS key_text, concat_ws(', ', {unique|l.#}) AS found,
             first_value({key|l.#::text| || ', ' || }) OVER same AS other_key, row_number() OVER same AS place
      FROM listed AS l
      WHERE {distinct|l.# IS NOT NULL| AND |true} AND EXISTS (SELECT FROM twice)
      WINDOW same AS (PARTITION BY {unique|l.#} ORDER BY l.waybill_offset NULLS FIRST, {key|l.#})) AS d
WHERE d.place > 1
ORDER BY d.waybill_offset
