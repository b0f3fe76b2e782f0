SELECT p.problem, p.day, p.source_id, p.entry FROM {work}.placed_cover AS p WHERE p.problem IS NOT NULL ORDER BY p.problem, p.day, p.source_id
