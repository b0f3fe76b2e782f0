-- severity: error
-- sentence: Users are in a team, a chapter, a department, a committee or an organization that is not there.
SELECT 'user ' || u.id
FROM api_user AS u
WHERE u.team_id IS NOT NULL AND NOT EXISTS (SELECT FROM api_team AS t WHERE t.id = u.team_id)
   OR u.chapter_id IS NOT NULL AND NOT EXISTS (SELECT FROM api_chapter AS c WHERE c.id = u.chapter_id)
   OR u.department_id IS NOT NULL AND NOT EXISTS (SELECT FROM api_department AS d WHERE d.id = u.department_id)
   OR u.committee_id IS NOT NULL AND NOT EXISTS (SELECT FROM api_committee AS c WHERE c.id = u.committee_id)
   OR u.organization_id IS NOT NULL AND NOT EXISTS (SELECT FROM api_organization AS o WHERE o.id = u.organization_id)
ORDER BY u.id
