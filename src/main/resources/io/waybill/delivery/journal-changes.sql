-- The rows as they are now, including the effects of triggers and defaults of the database.
INSERT INTO waybill.changes (waybill, plan, ordinal, kind, byte_offset, key, before, after)
SELECT ?, ?, row_number() OVER (), p.kind, p.waybill_offset, ARRAY[{key|p.#::text}], p.before,
       CASE WHEN p.kind <> 'd' THEN ARRAY[{image|t.#::text}] END
FROM {plan} AS p
LEFT JOIN {written} AS t ON {key|t.# = p.#| AND }
