-- Pupils who are new, in the order of their keys.
INSERT INTO {work}.pupil_match (source_id, id, rung)
SELECT p.id, (SELECT coalesce(max(id), 0) FROM {target.pupils}) + row_number() OVER (ORDER BY length(p.id), p.id), 'new'
FROM {work}.pupil AS p
WHERE NOT EXISTS (SELECT FROM {work}.pupil_match AS s WHERE s.source_id = p.id)
  AND NOT EXISTS (SELECT FROM {work}.doubtful AS d WHERE d.area = 'pupils' AND d.source_id = p.id)
