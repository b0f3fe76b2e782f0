-- What the calendar has under names that files of recurring events and of groups use, where a name means one thing only. Parameters: the kind;
-- patterns that its name and what else is known of it have to match; names, or none for all; how many at most.
SELECT t.name AS value, t.more, t.type,
       (SELECT count(*) FROM memberships AS m WHERE m.element_id = t.element_id AND NOT m.withdrawn) AS groups,
       (SELECT count(*) FROM commitments AS c WHERE c.element_id = t.element_id AND NOT c.withdrawn) AS events
FROM (
    SELECT k.kind, k.name, min(k.more) AS more, min(k.type) AS type, min(k.element_id) AS element_id
    FROM (
        SELECT n.kind, n.name, n.more, 'staff' AS type, e.id AS element_id
        FROM staffs AS s
        JOIN elements AS e ON e.staff_id = s.id
        CROSS JOIN LATERAL (VALUES ('staff', s.initials, s.name), ('staff-by-name', s.name, s.initials)) AS n (kind, name, more)
        WHERE s.active AND s.current
        UNION ALL
        SELECT 'pupil-by-name', p.name, e.name, 'pupil', e.id
        FROM pupils AS p
        JOIN elements AS e ON e.pupil_id = p.id
        WHERE p.current
        UNION ALL
        SELECT 'group', g.name, r.name, g.kind || ' group', e.id
        FROM groups AS g
        JOIN elements AS e ON e.group_id = g.id
        JOIN eras AS r ON r.id = g.era_id
        JOIN settings AS c ON r.id IN (c.current_era_id, c.perpetual_era_id)
        WHERE NOT g.withdrawn
        UNION ALL
        SELECT DISTINCT 'location', n.name, l.name, 'place', e.id
        FROM locations AS l
        JOIN elements AS e ON e.location_id = l.id
        CROSS JOIN LATERAL (SELECT l.name UNION SELECT a.name FROM locationaliases AS a WHERE a.location_id = l.id AND a.current) AS n (name)
        WHERE l.active AND l.current
        UNION ALL
        SELECT 'property', p.name, '', 'property', e.id
        FROM properties AS p
        JOIN elements AS e ON e.property_id = p.id
        UNION ALL
        SELECT 'category', c.name, '', 'category of events', NULL
        FROM eventcategories AS c
    ) AS k
    WHERE k.name <> ''
    GROUP BY k.kind, k.name
    HAVING count(*) = 1
) AS t
CROSS JOIN (SELECT ?::text AS kind, ?::text[] AS patterns, ?::text[] AS names) AS asked
WHERE t.kind = asked.kind AND lower(concat_ws(' ', t.name, t.more)) LIKE ALL (asked.patterns)
  AND (asked.names IS NULL OR t.name = ANY (asked.names))
ORDER BY length(t.name), t.name
LIMIT ?
