UPDATE {stage.tribe} AS s
SET name = e.name,
    department_id = CASE WHEN e.made THEN (
        SELECT min(d.id)
        FROM {work}.department_rule AS r
        JOIN {work}.entity AS d ON d.kind = 'department' AND d.key = coalesce(r.key, e.key)
        WHERE r.model = 'category' AND r.category IS NULL) END
FROM {work}.entity AS e
WHERE e.kind = 'tribe' AND e.id = s.id AND (e.made OR e.number IS NOT NULL);

UPDATE {stage.tribe} AS s
SET description = coalesce(w.description, s.description),
    category = {work}.relation(s.category, nullif(w.category, ''), w.category = ''),
    department_id = {work}.relation(CASE WHEN w.follows THEN NULL ELSE s.department_id END, w.department_id, w.department = '')
FROM {work}.wanted_tribe AS w
WHERE s.id = w.id AND NOT w.skipped
