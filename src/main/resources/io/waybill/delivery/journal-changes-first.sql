-- All rows came into an empty table as they were staged: nothing to look up.
INSERT INTO waybill.changes (waybill, plan, ordinal, kind, byte_offset, key, after)
SELECT ?, ?, row_number() OVER (), 'i'::"char", s.waybill_offset, ARRAY[{key|s.#::text}], ARRAY[{image|s.#::text}]
FROM {stage} AS s
