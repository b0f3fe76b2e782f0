UPDATE {stage} AS s
SET {column} = w.id
FROM {work}.wanted_user AS w
WHERE NOT w.skipped AND w.role_model = {model} AND w.role_column = {name} AND s.id = w.role_at
