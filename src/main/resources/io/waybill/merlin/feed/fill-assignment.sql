UPDATE {stage.assignment} AS s
SET leader_id = a.leader_id, team_id = a.team_id, chapter_id = a.chapter_id, department_id = a.department_id, tribe_id = a.tribe_id
FROM {work}.assignment_next AS a
WHERE NOT a.fresh AND a.id = s.id
