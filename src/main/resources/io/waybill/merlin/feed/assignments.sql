-- The users whose assignment changes, because their leader, team, chapter or department changes. One snapshot per user and date.
INSERT INTO {work}.assigned (user_id, effective, leader_id, team_id, chapter_id, department_id)
SELECT s.id, coalesce(w.effective, current_setting('waybill.today')::date), s.leader_id, s.team_id, s.chapter_id, s.department_id
FROM {stage.user} AS s
LEFT JOIN {work}.wanted_user AS w ON w.id = s.id AND NOT w.skipped
LEFT JOIN {target.user} AS t ON t.id = s.id
WHERE (s.leader_id, s.team_id, s.chapter_id, s.department_id)
      IS DISTINCT FROM (t.leader_id, t.team_id, t.chapter_id, t.department_id)
