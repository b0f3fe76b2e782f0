-- Who is seen teaching which subject.
CREATE UNLOGGED TABLE {work}.teaching WITH (autovacuum_enabled = false) AS
SELECT DISTINCT s.id AS staff_id, u.id AS subject_id
FROM {work}.entry_staff AS e
JOIN {work}.entry_group AS g ON g.entry = e.entry AND g.kind = 'teaching'
JOIN {work}.group_record AS r ON r.kind = g.kind AND r.id = g.id
JOIN {work}.subject_match AS u ON u.source_id = r.subject
JOIN {work}.staff_match AS s ON s.source_id = e.staff
