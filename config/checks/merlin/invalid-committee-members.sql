-- severity: error
-- sentence: Members of committees, or their committees, are not there.
SELECT 'member ' || m.id || ': committee ' || m.committee_id || ', user ' || m.user_id
FROM api_committee_members AS m
WHERE NOT EXISTS (SELECT FROM api_committee AS c WHERE c.id = m.committee_id)
   OR NOT EXISTS (SELECT FROM api_user AS u WHERE u.id = m.user_id)
ORDER BY m.id
