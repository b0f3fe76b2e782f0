SELECT p.day, e.body
FROM {work}.placed_cover AS p
JOIN {now.events} AS e ON e.id = p.event_id
WHERE p.problem IS NULL AND p.non_existent
ORDER BY p.day, e.body
