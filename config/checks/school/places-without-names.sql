-- severity: warning
-- sentence: Rooms of the export belong to places that nobody can use.
SELECT 'alias ' || a.id || ' of location ' || l.id
FROM locationaliases AS a
JOIN locations AS l ON l.id = a.location_id
WHERE a.current AND a.source_id IS NOT NULL AND NOT l.current
ORDER BY a.id
