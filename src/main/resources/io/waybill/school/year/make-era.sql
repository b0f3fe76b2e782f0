-- An era, with its number if it is there. Parameters: name, short name, first and last day, key, name.
INSERT INTO {stage.eras} (id, name, short_name, during, source_id, waybill_offset)
SELECT coalesce(e.id, (SELECT coalesce(max(id), 0) + 1 FROM {target.eras})), w.name, w.short_name, w.during, w.source_id, 0
FROM (VALUES (?::text, ?::text, daterange(?::date, ?::date, '[]'), ?::text)) AS w (name, short_name, during, source_id)
LEFT JOIN {target.eras} AS e ON e.name = ?::text
