-- The other names of a room are names of its place.
UPDATE {work}.room_name AS n
SET location_id = o.location_id, rung = 'place'
FROM (
    SELECT DISTINCT ON (m.room) m.room, m.location_id FROM {work}.room_name AS m WHERE m.location_id IS NOT NULL ORDER BY m.room, m.place
) AS o
WHERE o.room = n.room AND n.location_id IS NULL
