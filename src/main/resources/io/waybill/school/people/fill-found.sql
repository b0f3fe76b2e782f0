-- What later steps refer to.
INSERT INTO {work}.found (kind, source_id, id, element_id, fresh)
SELECT m.kind, m.source_id, m.id, e.id, m.fresh
FROM (
    SELECT 'pupil' AS kind, p.source_id, p.id, p.rung = 'new' AS fresh FROM {work}.pupil_match AS p
    UNION ALL
    SELECT 'staff', s.source_id, s.id, s.rung = 'new' FROM {work}.staff_match AS s
    UNION ALL
    SELECT 'subject', u.source_id, u.id, u.rung = 'new' FROM {work}.subject_match AS u
    UNION ALL
    SELECT 'room', n.room, n.location_id, n.rung = 'new' FROM {work}.room_name AS n WHERE n.place = 1
) AS m
LEFT JOIN (
    SELECT e.id, CASE WHEN e.pupil_id IS NOT NULL THEN 'pupil' WHEN e.staff_id IS NOT NULL THEN 'staff'
                      WHEN e.subject_id IS NOT NULL THEN 'subject' WHEN e.location_id IS NOT NULL THEN 'room' END AS kind,
           coalesce(e.pupil_id, e.staff_id, e.subject_id, e.location_id) AS entity_id
    FROM {now.elements} AS e
) AS e ON e.kind = m.kind AND e.entity_id = m.id;
ANALYZE {work}.found
