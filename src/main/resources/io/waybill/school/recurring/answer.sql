-- What people say is meant by a name that means nothing, or several things. Parameters: the name that is meant; place, field and name.
UPDATE {work}.recurring_found AS f
SET found = n.found, id = n.id
FROM (SELECT ?::text AS meant, ?::integer AS place, ?::text AS field, ?::text AS name) AS a
CROSS JOIN LATERAL (
    SELECT count(*) AS found, min(k.id) AS id
    FROM {work}.recurring_known AS k
    JOIN {work}.recurring_found AS o ON o.place = a.place AND o.field = a.field AND o.name = a.name AND o.kind = k.kind
    WHERE k.name = a.meant
) AS n
WHERE f.place = a.place AND f.field = a.field AND f.name = a.name AND n.found = 1
