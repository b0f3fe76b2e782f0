-- severity: error
-- sentence: Snapshots of pay, seniority or assignment name a pay band, a ladder, a person or a unit that is not there.
SELECT 'compensation ' || c.id || ': no pay band ' || c.pay_band_id
FROM api_compensationsnapshot AS c
WHERE c.pay_band_id IS NOT NULL AND NOT EXISTS (SELECT FROM api_payband AS b WHERE b.id = c.pay_band_id)
UNION ALL
SELECT 'seniority ' || s.id || ': no ladder ' || s.ladder_id
FROM api_senioritysnapshot AS s
WHERE s.ladder_id IS NOT NULL AND NOT EXISTS (SELECT FROM api_ladder AS l WHERE l.id = s.ladder_id)
UNION ALL
SELECT 'assignment ' || o.id
FROM api_orgassignmentsnapshot AS o
WHERE o.leader_id IS NOT NULL AND NOT EXISTS (SELECT FROM api_user AS u WHERE u.id = o.leader_id)
   OR o.team_id IS NOT NULL AND NOT EXISTS (SELECT FROM api_team AS t WHERE t.id = o.team_id)
   OR o.tribe_id IS NOT NULL AND NOT EXISTS (SELECT FROM api_tribe AS t WHERE t.id = o.tribe_id)
   OR o.chapter_id IS NOT NULL AND NOT EXISTS (SELECT FROM api_chapter AS c WHERE c.id = o.chapter_id)
   OR o.department_id IS NOT NULL AND NOT EXISTS (SELECT FROM api_department AS d WHERE d.id = o.department_id)
ORDER BY 1
