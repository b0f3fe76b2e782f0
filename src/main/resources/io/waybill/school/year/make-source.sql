-- A source of people and groups, unless it is there. Parameter: its name.
INSERT INTO {stage.datasources} (id, name, waybill_offset)
SELECT (SELECT coalesce(max(id), 0) + 1 FROM {target.datasources}), w.name, 0
FROM (VALUES (?::text)) AS w (name)
WHERE NOT EXISTS (SELECT FROM {target.datasources} AS d WHERE d.name = w.name)
