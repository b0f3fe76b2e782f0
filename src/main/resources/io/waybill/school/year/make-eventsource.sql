-- A source of events, unless it is there. Parameter: its name.
INSERT INTO {stage.eventsources} (id, name, waybill_offset)
SELECT (SELECT coalesce(max(id), 0) + 1 FROM {target.eventsources}), w.name, 0
FROM (VALUES (?::text)) AS w (name)
WHERE NOT EXISTS (SELECT FROM {target.eventsources} AS d WHERE d.name = w.name)
