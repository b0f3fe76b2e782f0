-- The teams without a row whose department followed from the category of their tribe, when that changes.
DELETE FROM {work}.team_follow;
INSERT INTO {work}.team_follow (id, department_id)
SELECT t.id, min(d.id)
FROM {target.team} AS t
JOIN {target.tribe} AS former ON former.id = t.tribe_id
JOIN {work}.tribe_next AS n ON n.id = t.tribe_id AND n.category IS DISTINCT FROM former.category
JOIN {work}.team_implied AS i ON i.id = t.id AND i.has_it
JOIN {work}.entity AS self ON self.kind = 'team' AND self.id = t.id
JOIN {work}.entity AS e ON e.kind = 'tribe' AND e.id = n.id
LEFT JOIN {work}.department_rule AS of_tribe ON of_tribe.model = 'category' AND of_tribe.category = n.category
JOIN {work}.department_rule AS r ON r.model = 'category' AND r.category IS NOT DISTINCT FROM t.category
JOIN {work}.entity AS d ON d.kind = 'department' AND (NOT d.made OR d.id = n.department_id)
     AND d.key = CASE WHEN of_tribe.model IS NOT NULL AND of_tribe.name IS NULL THEN e.key ELSE coalesce(r.key, self.key) END
WHERE NOT EXISTS (SELECT FROM {work}.wanted_team AS w WHERE w.id = t.id AND NOT w.skipped)
GROUP BY t.id, t.department_id
HAVING min(d.id) <> t.department_id
