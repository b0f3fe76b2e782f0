-- severity: warning
-- sentence: Chapters, tribes or teams have no department.
SELECT of || ' ' || id
FROM (SELECT 'chapter' AS of, id, department_id FROM api_chapter
      UNION ALL SELECT 'tribe', id, department_id FROM api_tribe
      UNION ALL SELECT 'team', id, department_id FROM api_team) AS all_of_them
WHERE department_id IS NULL
ORDER BY 1
