-- A level belongs to an aspect of the same ladder; numbers begin at 0; stages are the three that the application knows.
-- severity: warning
-- sentence: Levels of ladders have a number below 0, an unknown stage, or an aspect of another ladder.
SELECT 'level ' || l.id
FROM api_ladderlevel AS l
LEFT JOIN api_ladderaspect AS a ON a.id = l.aspect_id
WHERE l.level < 0
   OR replace(l.stage, chr(8204), '') NOT IN ('ابتدای سطح', 'میانه سطح', 'انتهای سطح')
   OR a.ladder_id IS DISTINCT FROM l.ladder_id
ORDER BY l.id
