-- What people say is meant by names that mean nothing, or several things. Parameters: places, fields, names, and the names that are meant.
UPDATE {work}.recurring_found AS f
SET found = 1, id = n.id
FROM (
    SELECT a.place, a.field, a.name, min(k.id) AS id
    FROM unnest(?::integer[], ?::text[], ?::text[], ?::text[]) AS a (place, field, name, meant)
    JOIN {work}.recurring_found AS o ON o.place = a.place AND o.field = a.field AND o.name = a.name
    JOIN {work}.recurring_known AS k ON k.kind = o.kind AND k.name = a.meant
    GROUP BY a.place, a.field, a.name
    HAVING count(k.id) = 1
) AS n
WHERE f.place = n.place AND f.field = n.field AND f.name = n.name
