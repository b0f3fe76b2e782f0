-- Events that go on under another key. The key of an entry is the least one of its rows: with a lesser row, or without the least one, it is another
-- key, but the same entry. It is the same when at the same time one of the same kind and name ends, and no other could be meant: in the same room,
-- or else in whatever room.
CREATE UNLOGGED TABLE {work}.continued_event WITH (autovacuum_enabled = false) AS
WITH gone AS (
    SELECT e.id, e.local_date AS day, e.starts_at, e.ends_at, e.body, regexp_replace(e.source_key, '^(\D+) [^ ]+', '\1') AS kind
    FROM {work}.ended_event AS n
    JOIN {target.events} AS e ON e.id = n.id
    WHERE e.source_key ~ '^(lesson|meeting|year schedule) '
), fresh AS (
    SELECT w.source_key, w.entry, w.day, w.starts_at, w.ends_at, w.body, regexp_replace(w.source_key, '^(\D+) [^ ]+', '\1') AS kind
    FROM {work}.wanted_event AS w
    WHERE w.fresh AND w.source_key ~ '^(lesson|meeting|year schedule) '
), room_wanted AS (
    SELECT r.entry, array_agg(DISTINCT f.element_id ORDER BY f.element_id) AS rooms
    FROM {work}.entry_room AS r
    JOIN {work}.found AS f ON f.kind = 'room' AND f.source_id = r.room AND f.element_id IS NOT NULL
    GROUP BY r.entry
), room_there AS (
    SELECT g.id, array_agg(DISTINCT c.element_id ORDER BY c.element_id) AS rooms
    FROM gone AS g
    JOIN {target.commitments} AS c ON c.event_id = g.id AND c.covering_id IS NULL AND NOT c.withdrawn
    JOIN {work}.frame AS f ON f.datasource_id = c.datasource_id
    JOIN {target.elements} AS x ON x.id = c.element_id AND x.location_id IS NOT NULL
    GROUP BY g.id
), pair AS (
    SELECT f.source_key, f.day, g.id, w.rooms IS NOT DISTINCT FROM t.rooms AS same_room
    FROM fresh AS f
    JOIN gone AS g ON (g.day, g.starts_at, g.ends_at, g.body, g.kind) = (f.day, f.starts_at, f.ends_at, f.body, f.kind)
    LEFT JOIN room_wanted AS w ON w.entry = f.entry
    LEFT JOIN room_there AS t ON t.id = g.id
), in_room AS (
    SELECT source_key, day, id
    FROM (
        SELECT p.*, count(*) OVER (PARTITION BY source_key, day) AS ends, count(*) OVER (PARTITION BY id) AS begins
        FROM pair AS p
        WHERE p.same_room
    ) AS p
    WHERE ends = 1 AND begins = 1
), elsewhere AS (
    SELECT source_key, day, id
    FROM (
        SELECT p.*, count(*) OVER (PARTITION BY source_key, day) AS ends, count(*) OVER (PARTITION BY id) AS begins
        FROM pair AS p
        WHERE NOT EXISTS (SELECT FROM in_room AS r WHERE r.id = p.id OR (r.source_key, r.day) = (p.source_key, p.day))
    ) AS p
    WHERE ends = 1 AND begins = 1
)
SELECT source_key, day, id FROM in_room
UNION ALL
SELECT source_key, day, id FROM elsewhere;
ANALYZE {work}.continued_event;

UPDATE {work}.wanted_event AS w SET id = c.id, fresh = false
FROM {work}.continued_event AS c
WHERE c.source_key = w.source_key AND c.day = w.day;
DELETE FROM {work}.ended_event AS n USING {work}.continued_event AS c WHERE c.id = n.id
