-- Groups whose members changed, and from which day on; one row a group, day and direction.
SELECT g.kind, g.name, c.gained, c.day, c.day - extract(dow FROM c.day)::integer AS week, count(*) AS members
FROM {work}.member_difference AS d
CROSS JOIN LATERAL (
    SELECT false AS gained, lower(r.during) AS day FROM unnest(d.lost) AS r (during)
    UNION ALL
    SELECT true, lower(r.during) FROM unnest(d.gained) AS r (during)
) AS c
JOIN {work}.groups_now AS g ON g.id = d.group_id
GROUP BY g.id, g.kind, g.name, c.gained, c.day
ORDER BY array_position(ARRAY['tutor', 'teaching', 'other half', 'custom', 'automatic'], g.kind), g.name COLLATE "C", g.id, c.day, c.gained
