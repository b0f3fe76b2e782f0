-- What people should know of some ladders before they choose one.
SELECT x.id::text AS id, x.code AS value, x.name AS full_name, 'ladder' AS type,
       '' AS belongs_to,
       ARRAY['aspects', 'levels', 'people on it'] AS has,
       ARRAY[(SELECT count(*) FROM {aspect} AS one WHERE one.ladder_id = x.id),
             (SELECT count(*) FROM {level} AS one WHERE one.ladder_id = x.id),
             (SELECT count(DISTINCT one.user_id) FROM {seniority} AS one WHERE one.ladder_id = x.id)] AS how_many
FROM {ladder} AS x
WHERE x.code = ANY (?)
