-- severity: warning
-- sentence: Ladders have no aspects, so that nobody can be placed on them.
SELECT 'ladder ' || l.id || ' (' || l.code || ')'
FROM api_ladder AS l
WHERE NOT EXISTS (SELECT FROM api_ladderaspect AS a WHERE a.ladder_id = l.id)
ORDER BY l.id
