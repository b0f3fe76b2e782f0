UPDATE {stage.team} AS s
SET name = CASE WHEN w.fresh THEN w.name ELSE s.name END,
    description = coalesce(w.description, s.description),
    category = {work}.relation(s.category, nullif(w.category, ''), w.category = ''),
    tribe_id = {work}.relation(s.tribe_id, w.tribe_id, w.tribe = ''),
    leader_id = {work}.relation(s.leader_id, w.leader_id, w.leader = ''),
    department_id = {work}.relation(s.department_id, w.department_id, w.department = '')
FROM {work}.wanted_team AS w
WHERE s.id = w.id AND NOT w.skipped
