-- Whom the names mean: staff and pupils who are there, groups of the effective day. "found" is how many have the name.
CREATE UNLOGGED TABLE {work}.extra_known WITH (autovacuum_enabled = false) AS
SELECT 'staff' AS kind, t.name, e.id
FROM {now.staffs} AS t
JOIN {now.elements} AS e ON e.staff_id = t.id
WHERE t.current AND t.active
UNION ALL
SELECT 'pupil', p.name, e.id
FROM {now.pupils} AS p
JOIN {now.elements} AS e ON e.pupil_id = p.id
WHERE p.current
UNION ALL
SELECT 'group', g.name, e.id
FROM {work}.frame AS f
CROSS JOIN {work}.groups_now AS g
JOIN {now.elements} AS e ON e.group_id = g.id
WHERE NOT g.withdrawn AND g.during @> f.start;
ANALYZE {work}.extra_group, {work}.extra_name, {work}.extra_known;

CREATE UNLOGGED TABLE {work}.extra_member WITH (autovacuum_enabled = false) AS
SELECT g.place, n.name, count(k.id) AS found, min(k.id) AS element_id
FROM {work}.extra_group AS g
JOIN {work}.extra_name AS n ON n.place = g.place
LEFT JOIN {work}.extra_known AS k ON k.kind = g.kind AND k.name = n.name
GROUP BY g.place, n.name
