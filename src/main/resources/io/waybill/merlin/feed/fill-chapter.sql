UPDATE {stage.chapter} AS s
SET name = e.name,
    department_id = CASE WHEN e.made THEN (
        SELECT min(d.id)
        FROM {work}.department_rule AS r
        JOIN {work}.entity AS d ON d.kind = 'department' AND d.key = r.key
        WHERE r.model = 'chapter') END
FROM {work}.entity AS e
WHERE e.kind = 'chapter' AND e.id = s.id AND (e.made OR e.number IS NOT NULL);

UPDATE {stage.chapter} AS s
SET description = coalesce(w.description, s.description),
    leader_id = {work}.relation(s.leader_id, w.leader_id, w.leader = ''),
    department_id = {work}.relation(s.department_id, w.department_id, w.department = '')
FROM {work}.wanted_chapter AS w
WHERE s.id = w.id AND NOT w.skipped
