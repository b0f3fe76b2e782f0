-- The departments of chapters, tribes and teams whose rows name none: of new ones, and of those whose rows give the category or tribe from
-- which it follows, when they have no department yet, or the one that followed until now, or it may be overwritten. A rule with a NULL name
-- means a department named like the tribe or team itself.
UPDATE {work}.wanted_chapter SET department = NULL, department_key = NULL, department_id = NULL, implied = false WHERE implied;
UPDATE {work}.wanted_tribe SET department = NULL, department_key = NULL, department_id = NULL, implied = false, follows = false WHERE implied;
UPDATE {work}.wanted_team SET department = NULL, department_key = NULL, department_id = NULL, implied = false, follows = false WHERE implied;

UPDATE {work}.wanted_chapter AS w
SET department = r.name, department_key = r.key, implied = true
FROM {work}.department_rule AS r
WHERE r.model = 'chapter' AND w.fresh AND NOT w.skipped AND w.department IS NULL;

UPDATE {work}.wanted_tribe AS w
SET department = coalesce(r.name, w.name), department_key = coalesce(r.key, w.key), implied = true,
    follows = t.department_id IS NOT NULL AND NOT current_setting('waybill.force_update')::boolean
FROM {work}.department_rule AS r, {work}.wanted_tribe AS self
LEFT JOIN {target.tribe} AS t ON t.id = self.id
LEFT JOIN {work}.department_rule AS o ON o.model = 'category' AND o.category IS NOT DISTINCT FROM t.category
LEFT JOIN {work}.entity AS d ON d.kind = 'department' AND d.id = t.department_id
WHERE w.number = self.number AND NOT w.skipped AND w.department IS NULL AND r.model = 'category'
  AND r.category IS NOT DISTINCT FROM {work}.relation(t.category, nullif(self.category, ''), self.category = '')
  AND (w.fresh OR w.category IS NOT NULL
       AND (t.department_id IS NULL OR d.key = coalesce(o.key, w.key) OR current_setting('waybill.force_update')::boolean));

WITH implied AS (
    SELECT w.number,
           CASE WHEN of_tribe.model IS NOT NULL AND of_tribe.name IS NULL THEN n.name ELSE coalesce(r.name, w.name) END AS name,
           CASE WHEN of_tribe.model IS NOT NULL AND of_tribe.name IS NULL THEN e.key ELSE coalesce(r.key, w.key) END AS key,
           t.department_id IS NOT NULL AND NOT current_setting('waybill.force_update')::boolean AS follows
    FROM {work}.wanted_team AS w
    LEFT JOIN {target.team} AS t ON t.id = w.id
    LEFT JOIN {work}.tribe_next AS n ON n.id = {work}.relation(t.tribe_id, w.tribe_id, w.tribe = '')
    LEFT JOIN {work}.entity AS e ON e.kind = 'tribe' AND e.id = n.id
    LEFT JOIN {work}.department_rule AS of_tribe ON of_tribe.model = 'category' AND of_tribe.category = n.category
    LEFT JOIN {work}.team_implied AS i ON i.id = t.id
    LEFT JOIN {target.tribe} AS former ON former.id = t.tribe_id
    JOIN {work}.department_rule AS r ON r.model = 'category'
         AND r.category IS NOT DISTINCT FROM {work}.relation(t.category, nullif(w.category, ''), w.category = '')
    WHERE NOT w.skipped AND w.department IS NULL
      AND (w.fresh
           OR (w.category IS NOT NULL OR w.tribe IS NOT NULL)
              AND (t.department_id IS NULL OR i.has_it OR current_setting('waybill.force_update')::boolean)
           OR n.id = former.id AND n.category IS DISTINCT FROM former.category AND i.has_it)
)
UPDATE {work}.wanted_team AS w
SET department = i.name, department_key = i.key, implied = true, follows = i.follows
FROM implied AS i
WHERE w.number = i.number
