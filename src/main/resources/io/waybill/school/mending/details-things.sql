-- What people should know of some things of a source before they choose one. Parameters: the source, the kind, keys.
SELECT t.key AS value, t.name, t.type || CASE WHEN t.current THEN '' ELSE ', no longer there' END AS type, t.more AS belongs_to,
       (SELECT count(*) FROM memberships AS m WHERE m.element_id = t.element_id AND NOT m.withdrawn) AS groups,
       (SELECT count(*) FROM commitments AS c WHERE c.element_id = t.element_id AND NOT c.withdrawn) AS events
FROM (
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
) AS t
JOIN datasources AS d ON d.id = t.datasource_id
WHERE d.name = ? AND t.kind = ? AND t.key = ANY (?)
