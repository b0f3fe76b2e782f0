-- The people of the export whom the calendar does not have under their keys: only about these answers are asked for.
SELECT 'staff' AS area, m.id AS source_id
FROM {work}.staff_member AS m
WHERE NOT EXISTS (SELECT FROM {work}.staff_match AS s WHERE s.source_id = m.id)
UNION ALL
SELECT 'pupils', p.id
FROM {work}.pupil AS p
WHERE NOT EXISTS (SELECT FROM {work}.pupil_match AS s WHERE s.source_id = p.id)
