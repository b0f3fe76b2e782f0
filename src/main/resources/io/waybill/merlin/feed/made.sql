-- The things that are created because an option allows it, by kind.
SELECT s.model, count(*) AS made, string_agg(CASE WHEN s.model <> 'user' THEN e.name END, ', ' ORDER BY e.name) AS names
FROM {work}.staged AS s
JOIN {work}.entity AS e ON e.kind = s.model AND e.id = s.id AND e.made
WHERE s.fresh AND s.model <> 'committee'
GROUP BY s.model
ORDER BY s.model
