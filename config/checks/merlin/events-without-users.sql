-- severity: error
-- sentence: Events of the history belong to nobody.
SELECT 'event ' || e.id
FROM api_timelineevent AS e
WHERE NOT EXISTS (SELECT FROM api_user AS u WHERE u.id = e.user_id)
ORDER BY e.id
