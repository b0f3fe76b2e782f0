-- One person under two keys: by the conversion from one system to another, or by hand.
-- severity: warning
-- sentence: Present staff have the same e-mail address.
SELECT 'staff ' || string_agg(id::text, ', ' ORDER BY id)
FROM staffs
WHERE current AND email <> ''
GROUP BY lower(email)
HAVING count(*) > 1
ORDER BY min(id)
