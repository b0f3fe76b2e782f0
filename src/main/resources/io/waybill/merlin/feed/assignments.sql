-- The users whose assignment changes today, because their leader, team, chapter or department changes. One snapshot per user and date.
WITH last AS (
    SELECT DISTINCT ON (user_id) * FROM {work}.timeline WHERE date < 'infinity' ORDER BY user_id, date DESC
)
INSERT INTO {work}.assigned (user_id, effective, leader_id, team_id, tribe_id, chapter_id, department_id)
SELECT s.id, current_setting('waybill.today')::date, s.leader_id, s.team_id, n.tribe_id, s.chapter_id, s.department_id
FROM {stage.user} AS s
LEFT JOIN {work}.team_next AS n ON n.id = s.team_id
LEFT JOIN {target.user} AS t ON t.id = s.id
LEFT JOIN last ON last.user_id = s.id
WHERE (s.leader_id, s.team_id, s.chapter_id, s.department_id)
      IS DISTINCT FROM (t.leader_id, t.team_id, t.chapter_id, t.department_id)
  AND (last.user_id IS NULL OR (s.leader_id, s.team_id, s.chapter_id, s.department_id)
                               IS DISTINCT FROM (last.leader_id, last.team_id, last.chapter_id, last.department_id))
ON CONFLICT (user_id, effective) DO UPDATE
SET leader_id = excluded.leader_id, team_id = excluded.team_id, tribe_id = excluded.tribe_id, chapter_id = excluded.chapter_id,
    department_id = excluded.department_id
