-- A room without a place whose name is that of exactly one active place of the calendar is that place.
WITH pairs AS (
    SELECT n.room, l.id AS location_id, count(*) OVER (PARTITION BY n.room) AS places
    FROM {work}.room_name AS n
    JOIN {target.locations} AS l ON {work}.folded(l.name) = {work}.folded(n.name) AND l.active
    WHERE n.location_id IS NULL AND n.place = 1
)
UPDATE {work}.room_name AS n
SET location_id = p.location_id, rung = 'merged'
FROM pairs AS p
WHERE p.room = n.room AND p.places = 1
