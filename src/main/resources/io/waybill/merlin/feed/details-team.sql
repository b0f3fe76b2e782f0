-- What people should know of some teams before they choose one.
SELECT x.id::text AS id, x.name AS value, left(x.description, 200) AS full_name, 'team' AS type,
       concat_ws(', ', 'tribe ' || tr.name, 'department ' || d.name, 'led by ' || coalesce(nullif(l.name, ''), l.email)) AS belongs_to,
       ARRAY['members'] AS has,
       ARRAY[(SELECT count(*) FROM {user} AS one WHERE one.team_id = x.id)] AS how_many
FROM {team} AS x
LEFT JOIN {tribe} AS tr ON tr.id = x.tribe_id
LEFT JOIN {department} AS d ON d.id = x.department_id
LEFT JOIN {user} AS l ON l.id = x.leader_id
WHERE x.name = ANY (?)
