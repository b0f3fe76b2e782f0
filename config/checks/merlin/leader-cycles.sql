-- Rows of a drop that would close a circle are rejects; this finds those that the target had before. Whoever is not below somebody
-- without leader is in a circle, or below one.
-- severity: warning
-- sentence: Users lead each other in a circle, or are led by one of those who do.
WITH RECURSIVE led AS (
    SELECT id FROM api_user WHERE leader_id IS NULL
    UNION ALL
    SELECT u.id FROM api_user AS u JOIN led ON u.leader_id = led.id
), circling AS MATERIALIZED (
    SELECT id FROM api_user EXCEPT SELECT id FROM led
)
SELECT 'user ' || u.id || ', led by ' || u.leader_id
FROM api_user AS u
JOIN circling ON circling.id = u.id
ORDER BY u.id
