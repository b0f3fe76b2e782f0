-- severity: error
-- sentence: Chapters, tribes or teams refer to a department, a tribe or a person who is not there.
SELECT of || ' ' || id || ': no ' || what || ' ' || refers_to
FROM (SELECT 'chapter' AS of, id, 'department' AS what, department_id AS refers_to, 'd' AS kind FROM api_chapter
      UNION ALL SELECT 'chapter', id, 'user', leader_id, 'u' FROM api_chapter
      UNION ALL SELECT 'tribe', id, 'department', department_id, 'd' FROM api_tribe
      UNION ALL SELECT 'tribe', id, 'user', leader_id, 'u' FROM api_tribe
      UNION ALL SELECT 'tribe', id, 'user', engineering_director_id, 'u' FROM api_tribe
      UNION ALL SELECT 'tribe', id, 'user', product_director_id, 'u' FROM api_tribe
      UNION ALL SELECT 'team', id, 'department', department_id, 'd' FROM api_team
      UNION ALL SELECT 'team', id, 'tribe', tribe_id, 't' FROM api_team) AS relation
WHERE refers_to IS NOT NULL
  AND NOT EXISTS (SELECT FROM api_department AS d WHERE kind = 'd' AND d.id = refers_to)
  AND NOT EXISTS (SELECT FROM api_user AS u WHERE kind = 'u' AND u.id = refers_to)
  AND NOT EXISTS (SELECT FROM api_tribe AS t WHERE kind = 't' AND t.id = refers_to)
ORDER BY 1
