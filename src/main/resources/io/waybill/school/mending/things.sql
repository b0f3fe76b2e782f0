-- Things of a source, and people among them, by the keys that the source has of them; forms and sets are those of the current era.
SELECT 'staff' AS kind, s.source_id AS key, s.datasource_id, s.name,
       concat_ws(', ', nullif(s.initials, ''), nullif(s.user_code, ''), nullif(s.email, '')) AS more, 'staff' AS type, s.current, e.id AS element_id
FROM staffs AS s
LEFT JOIN elements AS e ON e.staff_id = s.id
UNION ALL
SELECT 'pupil', p.source_id, p.datasource_id, p.name, concat_ws(', ', nullif(p.school_id, ''), nullif(p.email, '')), 'pupil', p.current, e.id
FROM pupils AS p
LEFT JOIN elements AS e ON e.pupil_id = p.id
UNION ALL
SELECT 'room', a.source_id, a.datasource_id, a.name, CASE WHEN l.name <> a.name THEN l.name ELSE '' END, 'room', a.current, e.id
FROM locationaliases AS a
JOIN locations AS l ON l.id = a.location_id
LEFT JOIN elements AS e ON e.location_id = l.id
UNION ALL
SELECT 'subject', u.source_id, u.datasource_id, u.name, '', 'subject', u.current, e.id
FROM subjects AS u
LEFT JOIN elements AS e ON e.subject_id = u.id
UNION ALL
SELECT CASE g.kind WHEN 'tutor' THEN 'form' ELSE 'set' END, g.source_id, g.datasource_id, g.name, coalesce(b.name, ''),
       CASE g.kind WHEN 'tutor' THEN 'tutor group' ELSE 'set' END, true, e.id
FROM groups AS g
JOIN settings AS c ON c.current_era_id = g.era_id
LEFT JOIN subjects AS b ON b.id = g.subject_id
LEFT JOIN elements AS e ON e.group_id = g.id
WHERE g.kind IN ('tutor', 'teaching') AND NOT g.withdrawn
