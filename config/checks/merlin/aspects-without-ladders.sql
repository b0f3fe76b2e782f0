-- severity: error
-- sentence: Aspects or levels belong to a ladder or an aspect that is not there.
SELECT 'aspect ' || a.id
FROM api_ladderaspect AS a
WHERE NOT EXISTS (SELECT FROM api_ladder AS l WHERE l.id = a.ladder_id)
UNION ALL
SELECT 'level ' || v.id
FROM api_ladderlevel AS v
WHERE NOT EXISTS (SELECT FROM api_ladder AS l WHERE l.id = v.ladder_id)
   OR NOT EXISTS (SELECT FROM api_ladderaspect AS a WHERE a.id = v.aspect_id)
ORDER BY 1
