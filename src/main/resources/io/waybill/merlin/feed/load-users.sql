-- The users of the target by the keys of their addresses, in whatever form these are stored.
INSERT INTO {work}.entity (kind, id, name, key, odd)
SELECT 'user', id, name, key, key <> lower(name COLLATE "C")
FROM (SELECT id, coalesce(email, '') AS name, {work}.email_key(coalesce(email, '')) AS key FROM {target.user}) AS u;
ANALYZE {work}.entity
