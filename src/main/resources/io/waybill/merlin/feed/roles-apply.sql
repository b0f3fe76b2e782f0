UPDATE {stage} AS s
SET {column} = r.holder
FROM {work}.role_next AS r
WHERE r.model = {model} AND r.place_column = {name} AND s.id = r.place
