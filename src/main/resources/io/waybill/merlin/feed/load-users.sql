INSERT INTO {work}.entity (kind, id, name, key)
SELECT 'user', id, email, lower(email) FROM {target.user};
ANALYZE {work}.entity
