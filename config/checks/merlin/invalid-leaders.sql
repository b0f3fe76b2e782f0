-- severity: error
-- sentence: The leader or agile coach of users, or the leader of teams, is not there.
SELECT who
FROM (SELECT 'user ' || id AS who, leader_id AS leads FROM api_user
      UNION ALL SELECT 'user ' || id, agile_coach_id FROM api_user
      UNION ALL SELECT 'team ' || id, leader_id FROM api_team) AS led
WHERE leads IS NOT NULL AND NOT EXISTS (SELECT FROM api_user AS u WHERE u.id = leads)
ORDER BY who
