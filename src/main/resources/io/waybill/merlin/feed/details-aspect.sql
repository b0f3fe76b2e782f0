-- What people should know of some aspects before they choose one. Aspects of several ladders may have one code: then no single row is meant.
SELECT CASE count(*) WHEN 1 THEN min(x.id)::text END AS id, x.code AS value, string_agg(DISTINCT x.name, ', ') AS full_name,
       'aspect' AS type,
       string_agg(DISTINCT 'ladder ' || l.name || ' (' || l.code || ')', ', ') AS belongs_to,
       ARRAY['levels'] AS has,
       ARRAY[(SELECT count(*) FROM {level} AS one WHERE one.aspect_id = ANY (array_agg(x.id)))] AS how_many
FROM {aspect} AS x
LEFT JOIN {ladder} AS l ON l.id = x.ladder_id
WHERE x.code = ANY (?)
GROUP BY x.code
