-- Takes rows out of the stage that refer to a row which does not exist.
DELETE FROM {stage} AS s
WHERE {fk|s.# IS NOT NULL| AND } AND NOT EXISTS (SELECT FROM {parents} AS p WHERE {fk,pk|s.#1 = p.#2| AND })
RETURNING s.waybill_offset, concat_ws(', ', {fk|s.#::text}) AS found, ARRAY[{columns|s.#::text}] AS cells
