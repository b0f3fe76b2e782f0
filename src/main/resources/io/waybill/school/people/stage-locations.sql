-- Places that are new; that had the former name of a room which has another one now, and no other name; that come back, or whose last name went.
INSERT INTO {stage.locations} (id, name, active, current, num_invigilators, weighting, subsidiary_to_id, waybill_offset)
SELECT w.id, w.name, w.active, w.current, w.num_invigilators, w.weighting, w.subsidiary_to_id, CASE WHEN w.asked THEN 0 END
FROM (
    (SELECT DISTINCT ON (n.location_id) n.location_id AS id, n.name, true AS active, true AS current, 1 AS num_invigilators, 100 AS weighting,
           NULL::bigint AS subsidiary_to_id, true AS asked
    FROM {work}.room_name AS n
    WHERE n.place = 1 AND NOT EXISTS (SELECT FROM {target.locations} AS l WHERE l.id = n.location_id)
    ORDER BY n.location_id, length(n.source_id), n.source_id)
    -- rows that are there, with what the aliases say of them now
    UNION ALL
    SELECT l.id, coalesce(c.name, l.name), l.active, CASE WHEN s.touched THEN s.current ELSE l.current END, l.num_invigilators, l.weighting,
           l.subsidiary_to_id, s.asked
    FROM {target.locations} AS l
    JOIN (
        SELECT a.location_id, bool_or(a.current) AS current, bool_or(g.id IS NOT NULL) AS touched, bool_or(n.alias_id IS NOT NULL) AS asked
        FROM {now.locationaliases} AS a
        LEFT JOIN {stage.locationaliases} AS g ON g.id = a.id
        LEFT JOIN {work}.room_name AS n ON n.alias_id = a.id
        GROUP BY a.location_id
    ) AS s ON s.location_id = l.id
    LEFT JOIN LATERAL (
        SELECT n.name
        FROM {work}.room_name AS n
        JOIN {target.locationaliases} AS o ON o.id = n.alias_id AND o.location_id = l.id AND o.name = l.name AND o.name <> n.name
        WHERE NOT EXISTS (
            SELECT FROM {now.locationaliases} AS b WHERE b.location_id = l.id AND b.current AND b.name = l.name)
        ORDER BY n.place, length(n.source_id), n.source_id
        LIMIT 1
    ) AS c ON true
) AS w
LEFT JOIN {target.locations} AS t ON t.id = w.id
WHERE (w.name, w.current) IS DISTINCT FROM (t.name, t.current)
