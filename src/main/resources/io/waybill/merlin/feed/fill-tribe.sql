UPDATE {stage.tribe} AS s
SET name = e.name
FROM {work}.entity AS e
WHERE e.kind = 'tribe' AND e.id = s.id AND (e.made OR e.number IS NOT NULL);

UPDATE {stage.tribe} AS s
SET description = coalesce(w.description, s.description),
    category = {work}.relation(s.category, nullif(w.category, ''), w.category = ''),
    department_id = {work}.relation(s.department_id, w.department_id, w.department = '')
FROM {work}.wanted_tribe AS w
WHERE s.id = w.id AND NOT w.skipped
