-- What people say is meant by names that mean nobody, or several. Parameters: places, names, and the names that are meant.
UPDATE {work}.extra_member AS m
SET found = 1, element_id = n.id
FROM (
    SELECT a.place, a.name, min(k.id) AS id
    FROM unnest(?::integer[], ?::text[], ?::text[]) AS a (place, name, meant)
    JOIN {work}.extra_group AS g ON g.place = a.place
    JOIN {work}.extra_known AS k ON k.kind = g.kind AND k.name = a.meant
    GROUP BY a.place, a.name
    HAVING count(k.id) = 1
) AS n
WHERE m.place = n.place AND m.name = n.name
