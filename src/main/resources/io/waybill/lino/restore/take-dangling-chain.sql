-- Takes rows out of the stage that refer to a row of the same table which does not exist, and those that refer to them in their turn. Each
-- link is looked for by the index of index-links.sql: a chain of thousands would else read the table as often.
WITH RECURSIVE gone AS (
    SELECT {key|s.# AS waybill_k@}, {pk|s.# AS waybill_p@} FROM {stage} AS s
    WHERE {fk|s.# IS NOT NULL| AND } AND NOT EXISTS (SELECT FROM {parents} AS p WHERE {fk,pk|s.#1 = p.#2| AND })
    UNION
    SELECT next.* FROM gone AS g
    CROSS JOIN LATERAL (SELECT {key|s.#}, {pk|s.# AS waybill_p@} FROM {stage} AS s WHERE {fk|s.# = g.waybill_p@| AND } OFFSET 0) AS next
)
DELETE FROM {stage} AS s
USING gone AS g
WHERE {key|s.# = g.waybill_k@| AND }
RETURNING s.waybill_offset, concat_ws(', ', {fk|s.#::text}) AS found, ARRAY[{columns|s.#::text}] AS cells
