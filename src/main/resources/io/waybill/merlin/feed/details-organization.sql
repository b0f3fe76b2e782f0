-- What people should know of some organizations before they choose one.
SELECT x.id::text AS id, x.name AS value, left(x.description, 200) AS full_name, 'organization' AS type,
       '' AS belongs_to,
       ARRAY['members'] AS has,
       ARRAY[(SELECT count(*) FROM {user} AS one WHERE one.organization_id = x.id)] AS how_many
FROM {organization} AS x
WHERE x.name = ANY (?)
