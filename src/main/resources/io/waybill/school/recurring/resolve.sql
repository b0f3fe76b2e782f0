-- What names in definitions mean: staff who are there by their initials, groups that have not ended, places by any of their names, properties.
CREATE UNLOGGED TABLE {work}.recurring_known WITH (autovacuum_enabled = false) AS
SELECT 'staff' AS kind, s.initials AS name, x.id
FROM {target.staffs} AS s
JOIN {target.elements} AS x ON x.staff_id = s.id
WHERE s.active AND s.current AND s.initials <> ''
UNION
SELECT 'group', g.name, x.id
FROM {work}.frame AS f
JOIN {now.groups} AS g ON g.era_id IN (f.era_id, f.perpetual_era_id) AND NOT g.withdrawn
    AND (upper_inf(g.during) OR upper(g.during) > f.start)
JOIN {now.elements} AS x ON x.group_id = g.id
UNION
SELECT 'location', n.name, x.id
FROM {target.locations} AS l
JOIN {target.elements} AS x ON x.location_id = l.id
CROSS JOIN LATERAL (
    SELECT l.name
    UNION
    SELECT a.name FROM {target.locationaliases} AS a WHERE a.location_id = l.id AND a.current
) AS n
WHERE l.active AND l.current
UNION
SELECT 'property', p.name, x.id
FROM {target.properties} AS p
JOIN {target.elements} AS x ON x.property_id = p.id
UNION
SELECT 'category', c.name, c.id FROM {target.eventcategories} AS c;

CREATE UNLOGGED TABLE {work}.recurring_found WITH (autovacuum_enabled = false) AS
SELECT n.place, n.field, n.kind, n.name, count(k.id) AS found, min(k.id) AS id
FROM (
    SELECT place, kind AS field, kind, name FROM {work}.recurring_part
    UNION
    SELECT place, 'organiser', 'staff', organiser FROM {work}.recurring WHERE organiser IS NOT NULL
    UNION
    SELECT place, 'category', 'category', category FROM {work}.recurring
) AS n
LEFT JOIN {work}.recurring_known AS k ON k.kind = n.kind AND k.name = n.name
GROUP BY n.place, n.field, n.kind, n.name
