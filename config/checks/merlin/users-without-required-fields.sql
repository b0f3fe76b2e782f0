-- Whoever has no e-mail address cannot log in; the user name is the address.
-- severity: error
-- sentence: Users lack an e-mail address, a user name or the date they joined.
SELECT 'user ' || id
FROM api_user
WHERE coalesce(email, '') = '' OR coalesce(username, '') = '' OR date_joined IS NULL
ORDER BY id
