-- New places, one a name, in the order of the keys of their rooms: rooms of one name are one place.
WITH fresh AS (
    SELECT {work}.folded(n.name) AS name, min(length(n.source_id)) AS longest, min(n.source_id) AS least
    FROM {work}.room_name AS n
    WHERE n.location_id IS NULL AND n.place = 1
    GROUP BY {work}.folded(n.name)
), numbered AS (
    SELECT f.name, (SELECT coalesce(max(id), 0) FROM {target.locations}) + row_number() OVER (ORDER BY f.longest, f.least) AS id
    FROM fresh AS f
)
UPDATE {work}.room_name AS n
SET location_id = d.id, rung = 'new'
FROM {work}.room_name AS o
JOIN numbered AS d ON d.name = {work}.folded(o.name)
WHERE o.room = n.room AND o.place = 1 AND n.location_id IS NULL
