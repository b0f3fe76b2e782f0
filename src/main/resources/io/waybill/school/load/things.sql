-- The things of a kind that the export has, with what they may be called. Parameter: the kind.
SELECT t.key, t.code, t.initials, t.name
FROM (
    SELECT 'staff' AS kind, m.id AS key, m.user_code AS code, m.initials, m.name FROM {work}.staff_member AS m
    UNION ALL
    SELECT 'pupil', p.id, p.school_id, '', p.name FROM {work}.pupil AS p
    UNION ALL
    SELECT 'room', r.id, '', '', r.name FROM {work}.room AS r
    UNION ALL
    SELECT 'subject', s.id, '', '', s.name FROM {work}.subject AS s
    UNION ALL
    SELECT CASE g.kind WHEN 'tutor' THEN 'form' ELSE 'set' END, g.id, '', '', g.name
    FROM {work}.group_record AS g
    WHERE g.kind IN ('tutor', 'teaching')
) AS t
WHERE t.kind = ?
