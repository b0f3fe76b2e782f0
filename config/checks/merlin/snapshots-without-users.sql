-- severity: error
-- sentence: Snapshots of pay, seniority or assignment belong to nobody, or to an event that is not there.
SELECT kind || ' ' || id
FROM (SELECT 'compensation' AS kind, id, user_id, source_event_id FROM api_compensationsnapshot
      UNION ALL SELECT 'seniority', id, user_id, source_event_id FROM api_senioritysnapshot
      UNION ALL SELECT 'assignment', id, user_id, NULL FROM api_orgassignmentsnapshot) AS snapshot
WHERE NOT EXISTS (SELECT FROM api_user AS u WHERE u.id = snapshot.user_id)
   OR source_event_id IS NOT NULL AND NOT EXISTS (SELECT FROM api_timelineevent AS e WHERE e.id = source_event_id)
ORDER BY 1
