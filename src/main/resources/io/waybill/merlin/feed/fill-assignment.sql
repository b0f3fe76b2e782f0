UPDATE {stage.assignment} AS s
SET user_id = a.user_id, effective_date = a.effective, leader_id = a.leader_id, team_id = a.team_id, chapter_id = a.chapter_id,
    department_id = a.department_id, tribe_id = (SELECT n.tribe_id FROM {work}.team_next AS n WHERE n.id = a.team_id)
FROM {work}.assigned AS a
WHERE a.id = s.id
