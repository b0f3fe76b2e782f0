-- What people say is meant by a name that means nobody, or several. Parameters: the name that is meant; place and name.
UPDATE {work}.extra_member AS m
SET found = n.found, element_id = n.id
FROM (SELECT ?::text AS meant, ?::integer AS place, ?::text AS name) AS a
CROSS JOIN LATERAL (
    SELECT count(*) AS found, min(k.id) AS id
    FROM {work}.extra_known AS k
    JOIN {work}.extra_group AS g ON g.place = a.place AND g.kind = k.kind
    WHERE k.name = a.meant
) AS n
WHERE m.place = a.place AND m.name = a.name AND n.found = 1
