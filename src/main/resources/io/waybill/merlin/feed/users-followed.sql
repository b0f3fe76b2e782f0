-- The members of teams whose department changes follow it, when it was theirs.
UPDATE {stage.user} AS s
SET department_id = n.department_id
FROM {target.user} AS u
JOIN {target.team} AS t ON t.id = u.team_id
JOIN {work}.team_next AS n ON n.id = t.id
WHERE s.id = u.id AND s.team_id = u.team_id AND s.department_id = u.department_id AND u.department_id = t.department_id
  AND n.department_id <> t.department_id
