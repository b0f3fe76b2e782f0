-- Of staged rows with the same values where each must be another, the first of the dump stays. Rows are put side by side only where any
-- value stands twice: that they do not is found by counting.
WITH listed AS (
    SELECT ctid AS place, waybill_offset, {expression|# AS waybill_u@} FROM {stage} AS s WHERE {predicate}
), twice AS (
    SELECT FROM listed WHERE {distinct|# IS NOT NULL| AND |true} GROUP BY {unique} HAVING count(*) > 1
), numbered AS (
    SELECT place, concat_ws(', ', {unique|#::text}) AS found,
           row_number() OVER (PARTITION BY {unique} ORDER BY waybill_offset, place) AS number
    FROM listed
    WHERE {distinct|# IS NOT NULL| AND |true} AND EXISTS (SELECT FROM twice)
)
DELETE FROM {stage} AS s
USING numbered AS n
WHERE s.ctid = n.place AND n.number > 1
RETURNING s.waybill_offset, n.found, ARRAY[{columns|s.#::text}] AS cells
