-- Who holds a role in the target.
INSERT INTO {work}.role_held (model, place_column, place, holder)
SELECT {model}, {name}, id, {column} FROM {target} WHERE {column} IS NOT NULL
