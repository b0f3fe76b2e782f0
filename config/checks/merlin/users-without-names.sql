-- A file of users may have no column for names.
-- severity: warning
-- sentence: Users have no name.
SELECT 'user ' || id
FROM api_user
WHERE btrim(coalesce(name, '')) = ''
ORDER BY id
