-- Two users who differ in capitals only are one person to whoever writes the address; rows that name them are rejects.
-- severity: warning
-- sentence: Users have the same e-mail address but for capitals.
SELECT 'users ' || string_agg(id::text, ', ' ORDER BY id)
FROM api_user
GROUP BY lower(email)
HAVING count(*) > 1
ORDER BY min(id)
