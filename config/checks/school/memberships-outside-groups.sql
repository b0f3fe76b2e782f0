-- severity: error
-- sentence: Members are in a group on days on which it is not there.
SELECT 'membership ' || m.id || ' of group ' || g.id
FROM memberships AS m
JOIN groups AS g ON g.id = m.group_id
WHERE NOT m.withdrawn AND (g.withdrawn OR NOT m.during <@ g.during)
ORDER BY m.id
