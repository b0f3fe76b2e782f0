-- Who teaches a set, as the timetable says.
CREATE UNLOGGED TABLE {work}.set_teacher WITH (autovacuum_enabled = false) AS
SELECT DISTINCT g.id AS group_id, t.id AS staff_id
FROM {work}.group_row AS g
JOIN {work}.entry_group AS e ON e.kind = g.kind AND e.id = g.source_id
JOIN {work}.entry_staff AS s ON s.entry = e.entry
JOIN {work}.found AS t ON t.kind = 'staff' AND t.source_id = s.staff
WHERE g.kind = 'teaching' AND EXISTS (SELECT FROM {work}.area WHERE area = 'timetable' AND state = 'loaded');
ANALYZE {work}.set_teacher;

INSERT INTO {stage.groups_staffs} (group_id, staff_id, waybill_offset)
SELECT w.group_id, w.staff_id, 0
FROM {work}.set_teacher AS w
WHERE NOT EXISTS (SELECT FROM {target.groups_staffs} AS t WHERE t.group_id = w.group_id AND t.staff_id = w.staff_id);
