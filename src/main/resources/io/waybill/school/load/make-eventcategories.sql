-- The names that are missing. Parameter: all of them.
INSERT INTO {stage.eventcategories} (id, name, pecking_order, schoolwide, unimportant, can_merge, can_borrow, busy, waybill_offset)
SELECT (SELECT coalesce(max(id), 0) FROM {target.eventcategories}) + row_number() OVER (ORDER BY w.place), w.name, 20, false, false, false, false,
       true, 0
FROM unnest(?::text[]) WITH ORDINALITY AS w (name, place)
WHERE NOT EXISTS (SELECT FROM {target.eventcategories} AS t WHERE t.name = w.name)
