-- Ladders and their aspects as they will be.
SELECT l.code AS ladder, a.code, a.name, min(v.level) AS lowest, max(v.level) AS highest
FROM {now.ladder} AS l
LEFT JOIN {now.aspect} AS a ON a.ladder_id = l.id
LEFT JOIN {now.level} AS v ON v.aspect_id = a.id
GROUP BY l.code, a.code, a.name, a."order"
ORDER BY l.code, a."order", a.code
