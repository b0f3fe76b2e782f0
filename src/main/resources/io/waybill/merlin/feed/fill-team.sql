UPDATE {stage.team} AS s
SET name = CASE WHEN w.fresh THEN w.name ELSE s.name END,
    description = coalesce(w.description, s.description),
    category = {work}.relation(s.category, nullif(w.category, ''), w.category = ''),
    tribe_id = {work}.relation(s.tribe_id, w.tribe_id, w.tribe = ''),
    leader_id = {work}.relation(s.leader_id, w.leader_id, w.leader = ''),
    department_id = {work}.relation(CASE WHEN w.follows THEN NULL ELSE s.department_id END, w.department_id, w.department = '')
FROM {work}.wanted_team AS w
WHERE s.id = w.id AND NOT w.skipped;

UPDATE {stage.team} AS s
SET department_id = f.department_id
FROM {work}.team_follow AS f
WHERE f.id = s.id
