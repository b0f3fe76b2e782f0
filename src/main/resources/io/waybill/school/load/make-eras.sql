-- The eras that are missing. Parameters: name, first and last day of the year; name and first day of the era without an end.
INSERT INTO {stage.eras} (id, name, short_name, during, waybill_offset)
SELECT (SELECT coalesce(max(id), 0) FROM {target.eras}) + row_number() OVER (ORDER BY w.place), w.name, '', w.during, 0
FROM (VALUES (1, ?::text, daterange(?::date, ?::date, '[]')), (2, ?::text, daterange(?::date, NULL))) AS w (place, name, during)
WHERE NOT EXISTS (SELECT FROM {target.eras} AS t WHERE t.name = w.name)
