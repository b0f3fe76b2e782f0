INSERT INTO {stage.assignment} (id, {defaulted}, user_id, effective_date, leader_id, team_id, tribe_id, chapter_id, department_id,
                                waybill_offset)
SELECT s.id, {defaults}, s.user_id, s.effective_date, s.leader_id, s.team_id, s.tribe_id, s.chapter_id, s.department_id, s.number
FROM {work}.assignment_next AS s
WHERE s.fresh
