-- Of staged rows with the same key the first of the dump stays.
DELETE FROM {stage} AS s
USING (SELECT ctid AS place, row_number() OVER (PARTITION BY {key} ORDER BY waybill_offset, ctid) AS number FROM {stage}) AS l
WHERE s.ctid = l.place AND l.number > 1
RETURNING s.waybill_offset, concat_ws(', ', {key|s.#::text}) AS found, ARRAY[{columns|s.#::text}] AS cells
