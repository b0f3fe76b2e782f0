-- What people should know of some users before they choose one.
SELECT u.id::text AS id, u.email AS value, coalesce(nullif(u.name, ''), concat_ws(' ', nullif(u.first_name, ''), nullif(u.last_name, ''))) AS full_name,
       CASE WHEN u.is_active THEN 'user' ELSE 'user who has left' END AS type,
       concat_ws(', ', 'team ' || t.name, 'chapter ' || c.name, 'led by ' || coalesce(nullif(l.name, ''), l.email)) AS belongs_to,
       ARRAY['people led'] AS has,
       ARRAY[(SELECT count(*) FROM {user} AS led WHERE led.leader_id = u.id)] AS how_many
FROM {user} AS u
LEFT JOIN {team} AS t ON t.id = u.team_id
LEFT JOIN {chapter} AS c ON c.id = u.chapter_id
LEFT JOIN {user} AS l ON l.id = u.leader_id
WHERE u.email = ANY (?)
