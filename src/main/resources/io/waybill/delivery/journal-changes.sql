-- The rows as they are now, including the effects of triggers and defaults of the database, in the order of the file, and of their keys where it
-- says none: whoever compares a preview with what was delivered finds the same order.
INSERT INTO waybill.changes (waybill, plan, ordinal, kind, byte_offset, key, before, after)
SELECT ?, ?, row_number() OVER (ORDER BY p.waybill_offset, {key|p.#|, }), p.kind, p.waybill_offset, ARRAY[{key|p.#::text}], p.before,
       CASE WHEN p.kind <> 'd' THEN ARRAY[{image|t.#::text}] END
FROM {plan} AS p
LEFT JOIN {written} AS t ON {key|t.# = p.#| AND }
