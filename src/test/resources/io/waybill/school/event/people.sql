-- People, rooms and groups of an export as if earlier steps had brought them: in the calendar, and found.
INSERT INTO staffs (datasource_id, source_id, name, initials, active, current)
SELECT 1, id, name, initials, active, current FROM {work}.staff_member ON CONFLICT (datasource_id, source_id) DO UPDATE SET active = excluded.active;
INSERT INTO pupils (datasource_id, source_id, name, start_year, current)
SELECT 1, id, name, start_year, true FROM {work}.pupil
ON CONFLICT (datasource_id, source_id) DO UPDATE SET start_year = excluded.start_year;
INSERT INTO locations (name, active, current) SELECT name, true, true FROM {work}.room AS r
WHERE NOT EXISTS (SELECT FROM locationaliases AS a WHERE a.source_id = r.id);
INSERT INTO locationaliases (datasource_id, source_id, name, location_id)
SELECT 1, r.id, r.name, l.id FROM {work}.room AS r JOIN locations AS l ON l.name = r.name ON CONFLICT DO NOTHING;
INSERT INTO groups (kind, era_id, datasource_id, source_id, name, during)
SELECT kind, CASE WHEN kind = 'automatic' THEN 2 ELSE 1 END, CASE WHEN kind <> 'automatic' THEN 1 END, CASE WHEN kind <> 'automatic' THEN id END,
       name, CASE WHEN kind = 'automatic' THEN '[2016-08-15,)' ELSE '[2016-08-15,2017-08-15)' END::daterange
FROM {work}.group_record AS g
WHERE NOT EXISTS (SELECT FROM groups AS t WHERE t.kind = g.kind AND coalesce(t.source_id, t.name) = g.id);
INSERT INTO elements (name, staff_id)
SELECT name, id FROM staffs AS s WHERE active AND NOT EXISTS (SELECT FROM elements AS e WHERE e.staff_id = s.id);
INSERT INTO elements (name, pupil_id)
SELECT name, id FROM pupils AS p WHERE NOT EXISTS (SELECT FROM elements AS e WHERE e.pupil_id = p.id);
INSERT INTO elements (name, location_id)
SELECT name, id FROM locations AS p WHERE NOT EXISTS (SELECT FROM elements AS e WHERE e.location_id = p.id);
INSERT INTO elements (name, group_id)
SELECT name, id FROM groups AS p WHERE NOT EXISTS (SELECT FROM elements AS e WHERE e.group_id = p.id);
INSERT INTO memberships (group_id, element_id, during)
SELECT DISTINCT g.id, e.id, g.during
FROM {work}.member AS m
JOIN groups AS g ON g.kind = m.group_kind AND coalesce(g.source_id, g.name) = m.group_id
JOIN pupils AS p ON m.kind = 'pupil' AND p.source_id = m.id
JOIN elements AS e ON e.pupil_id = p.id
WHERE NOT EXISTS (SELECT FROM memberships AS t WHERE t.group_id = g.id AND t.element_id = e.id);
INSERT INTO {work}.found
SELECT 'staff', s.source_id, s.id, e.id, false FROM staffs AS s LEFT JOIN elements AS e ON e.staff_id = s.id AND s.active
UNION ALL
SELECT 'pupil', s.source_id, s.id, e.id, false FROM pupils AS s JOIN elements AS e ON e.pupil_id = s.id
UNION ALL
SELECT 'room', s.source_id, s.location_id, e.id, false FROM locationaliases AS s JOIN elements AS e ON e.location_id = s.location_id
UNION ALL
SELECT s.kind, coalesce(s.source_id, s.name), s.id, e.id, false FROM groups AS s JOIN elements AS e ON e.group_id = s.id WHERE s.kind <> 'vanilla';
ANALYZE {work}.found
