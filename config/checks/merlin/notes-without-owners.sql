-- severity: error
-- sentence: Notes belong to nobody, summaries to no note, or rights are to a note or of a person that is not there.
SELECT 'note ' || n.id
FROM api_note AS n
WHERE NOT EXISTS (SELECT FROM api_user AS u WHERE u.id = n.owner_id)
UNION ALL
SELECT 'summary ' || s.id
FROM api_summary AS s
WHERE NOT EXISTS (SELECT FROM api_note AS n WHERE n.id = s.note_id)
UNION ALL
SELECT 'right ' || a.id
FROM api_noteuseraccess AS a
WHERE a.note_id IS NOT NULL AND NOT EXISTS (SELECT FROM api_note AS n WHERE n.id = a.note_id)
   OR a.user_id IS NOT NULL AND NOT EXISTS (SELECT FROM api_user AS u WHERE u.id = a.user_id)
ORDER BY 1
