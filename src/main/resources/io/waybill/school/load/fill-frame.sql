-- Parameters: effective day, today, zone, whether it converts and has set lists, the names of the era, the source of people and that
-- of events.
INSERT INTO {work}.frame (start, era_first, era_last, today, zone, era_id, perpetual_era_id, datasource_id, previous_datasource_id,
                          eventsource_id, convert, setlists)
SELECT ?::date, lower(e.during), upper(e.during) - 1, ?::date, ?::text, e.id, s.perpetual_era_id, d.id, nullif(s.previous_datasource_id, d.id),
       v.id, ?::boolean, ?::boolean
FROM {now.settings} AS s
JOIN {now.eras} AS e ON e.name = ?::text
JOIN {now.datasources} AS d ON d.name = ?::text
JOIN {now.eventsources} AS v ON v.name = ?::text
