-- Every name of every room, with the alias that the calendar has under its key.
INSERT INTO {work}.room_name (room, source_id, place, name, alias_id, location_id, rung)
SELECT n.room, n.source_id, n.place, n.name, t.id, t.location_id, CASE WHEN t.id IS NOT NULL THEN 'id' END
FROM (
    SELECT r.id AS room, r.id AS source_id, 1 AS place, r.name FROM {work}.room AS r
    UNION ALL
    SELECT r.id, r.id || '/' || o.place, (o.place + 1)::integer, o.name
    FROM {work}.room AS r
    CROSS JOIN LATERAL unnest(r.other_names) WITH ORDINALITY AS o (name, place)
) AS n
CROSS JOIN {work}.frame AS f
LEFT JOIN {target.locationaliases} AS t ON t.datasource_id = f.datasource_id AND t.source_id = n.source_id
