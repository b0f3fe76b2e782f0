-- The roles that change hands, with the old and the new holder.
SELECT w.number, w.role, e.name AS place, t.{column} AS former, w.id AS holder
FROM {work}.wanted_user AS w
JOIN {work}.entity AS e ON e.kind = w.role_model AND e.id = w.role_at
LEFT JOIN {target} AS t ON t.id = w.role_at
WHERE NOT w.skipped AND w.role_model = {model} AND w.role_column = {name} AND t.{column} IS DISTINCT FROM w.id
ORDER BY e.name, w.key
