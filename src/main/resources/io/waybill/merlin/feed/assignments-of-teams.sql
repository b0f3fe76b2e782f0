-- The members of teams whose tribe changes: their assignment changes too.
INSERT INTO {work}.assigned (user_id, effective, leader_id, team_id, tribe_id, chapter_id, department_id)
SELECT u.id, current_setting('waybill.today')::date, u.leader_id, u.team_id, n.tribe_id, u.chapter_id, u.department_id
FROM {target.user} AS u
JOIN {target.team} AS t ON t.id = u.team_id
JOIN {work}.team_next AS n ON n.id = t.id
WHERE n.tribe_id IS DISTINCT FROM t.tribe_id
  AND NOT EXISTS (SELECT FROM {work}.wanted_user AS w WHERE w.id = u.id AND NOT w.skipped AND w.next_team IS DISTINCT FROM u.team_id)
ON CONFLICT DO NOTHING
