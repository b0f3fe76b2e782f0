UPDATE {stage.department} AS s
SET name = e.name
FROM {work}.entity AS e
WHERE e.kind = 'department' AND e.id = s.id AND e.made
