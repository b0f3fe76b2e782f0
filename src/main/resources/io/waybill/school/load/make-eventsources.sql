-- The names that are missing. Parameter: all of them.
INSERT INTO {stage.eventsources} (id, name, waybill_offset)
SELECT (SELECT coalesce(max(id), 0) FROM {target.eventsources}) + row_number() OVER (ORDER BY w.place), w.name, 0
FROM unnest(?::text[]) WITH ORDINALITY AS w (name, place)
WHERE NOT EXISTS (SELECT FROM {target.eventsources} AS t WHERE t.name = w.name)
