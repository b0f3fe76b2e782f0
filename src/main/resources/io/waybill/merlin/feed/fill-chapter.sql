UPDATE {stage.chapter} AS s
SET name = e.name
FROM {work}.entity AS e
WHERE e.kind = 'chapter' AND e.id = s.id AND (e.made OR e.number IS NOT NULL);

UPDATE {stage.chapter} AS s
SET description = coalesce(w.description, s.description),
    leader_id = {work}.relation(s.leader_id, w.leader_id, w.leader = ''),
    department_id = {work}.relation(s.department_id, w.department_id, w.department = '')
FROM {work}.wanted_chapter AS w
WHERE s.id = w.id AND NOT w.skipped
