-- Who has no element cannot be in groups and lessons.
-- severity: warning
-- sentence: Present pupils or active staff have no element.
SELECT 'pupil ' || p.id
FROM pupils AS p
WHERE p.current AND NOT EXISTS (SELECT FROM elements AS e WHERE e.pupil_id = p.id)
UNION ALL
SELECT 'staff ' || s.id
FROM staffs AS s
WHERE s.active AND NOT EXISTS (SELECT FROM elements AS e WHERE e.staff_id = s.id)
ORDER BY 1
