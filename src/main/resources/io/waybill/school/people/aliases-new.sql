UPDATE {work}.room_name AS n
SET alias_id = d.id
FROM (
    SELECT o.source_id,
           (SELECT coalesce(max(id), 0) FROM {target.locationaliases})
           + row_number() OVER (ORDER BY length(o.room), o.room, o.place) AS id
    FROM {work}.room_name AS o
    WHERE o.alias_id IS NULL
) AS d
WHERE d.source_id = n.source_id
