-- Rows of Play that take another key: Things by path, series as calendars find them, events by uid.
CREATE UNLOGGED TABLE {stage.rekeyed} AS
SELECT 'thing' AS model, t.id::bigint AS old_id, s.id::bigint AS new_id
FROM {target.thing} AS t
JOIN {stage.thing} AS s ON s.fullpath = t.fullpath AND s.id <> t.id
UNION ALL
SELECT 'eventsource', play_id, live_id FROM {stage.series_match} WHERE play_id <> live_id
UNION ALL
SELECT 'event', t.id, s.id
FROM {target.event} AS t
JOIN {stage.event} AS s ON s.uid = t.uid AND s.id <> t.id
WHERE t.uid <> '';

ANALYZE {stage.rekeyed};
