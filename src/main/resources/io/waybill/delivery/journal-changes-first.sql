-- All rows were inserted into an empty table exactly as staged: they need not be looked up.
INSERT INTO waybill.changes (waybill, plan, ordinal, kind, byte_offset, key, after)
SELECT ?, ?, row_number() OVER (), 'i'::"char", s.waybill_offset, ARRAY[{key|s.#::text}], ARRAY[{image|s.#::text}]
FROM {stage} AS s
