-- The assignments that rows give from a day on.
DELETE FROM {work}.dated;
INSERT INTO {work}.dated
SELECT number, id, effective, leader, leader_id, team, team_id, chapter, chapter_id, tribe, tribe_id
FROM {work}.wanted_user
WHERE NOT skipped AND effective IS NOT NULL AND coalesce(leader, team, chapter, tribe) IS NOT NULL
UNION ALL
SELECT m.number, w.id, m.effective, m.leader, m.leader_id, m.team, m.team_id, m.chapter, m.chapter_id, m.tribe, m.tribe_id
FROM {work}.wanted_move AS m
JOIN {work}.wanted_user AS w ON w.key = m.key AND NOT w.skipped
WHERE NOT m.skipped AND coalesce(m.leader, m.team, m.chapter, m.tribe) IS NOT NULL;
ANALYZE {work}.dated
