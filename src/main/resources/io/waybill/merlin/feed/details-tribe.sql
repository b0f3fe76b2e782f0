-- What people should know of some tribes before they choose one.
SELECT x.id::text AS id, x.name AS value, left(x.description, 200) AS full_name, 'tribe' AS type,
       concat_ws(', ', 'department ' || d.name, 'led by ' || coalesce(nullif(l.name, ''), l.email)) AS belongs_to,
       ARRAY['teams'] AS has,
       ARRAY[(SELECT count(*) FROM {team} AS one WHERE one.tribe_id = x.id)] AS how_many
FROM {tribe} AS x
LEFT JOIN {department} AS d ON d.id = x.department_id
LEFT JOIN {user} AS l ON l.id = x.leader_id
WHERE x.name = ANY (?)
