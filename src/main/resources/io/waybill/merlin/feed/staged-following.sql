-- The departments of what an option creates.
INSERT INTO {work}.staged (model, id, number, fresh)
SELECT DISTINCT 'department', d.id, NULL::bigint, true
FROM {work}.staged AS s
JOIN {work}.entity AS e ON e.kind = s.model AND e.id = s.id AND e.made
JOIN {work}.department_rule AS r ON s.model = 'chapter' AND r.model = 'chapter'
     OR s.model = 'tribe' AND r.model = 'category' AND r.category IS NULL
JOIN {work}.entity AS d ON d.kind = 'department' AND d.made AND d.key = coalesce(r.key, e.key)
ON CONFLICT DO NOTHING;

-- The departments that follow from changed categories and tribes.
INSERT INTO {work}.staged (model, id, number, fresh)
SELECT DISTINCT 'department', e.id, NULL::bigint, true
FROM (SELECT department_id FROM {work}.wanted_tribe WHERE follows AND NOT skipped
      UNION ALL
      SELECT department_id FROM {work}.wanted_team WHERE follows AND NOT skipped) AS w
JOIN {work}.entity AS e ON e.kind = 'department' AND e.id = w.department_id AND e.made
ON CONFLICT DO NOTHING;

-- Teams whose department follows from their tribe's category, and the members of all teams whose department changes.
INSERT INTO {work}.staged (model, id, number, fresh)
SELECT 'team', id, NULL::bigint, false FROM {work}.team_follow
UNION ALL
SELECT 'user', u.id, NULL, false
FROM {target.user} AS u
JOIN {target.team} AS t ON t.id = u.team_id
JOIN {work}.team_next AS n ON n.id = t.id
WHERE u.department_id = t.department_id AND n.department_id <> t.department_id
ON CONFLICT DO NOTHING
