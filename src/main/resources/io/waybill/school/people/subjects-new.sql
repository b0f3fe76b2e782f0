-- Subjects that are new, in the order of their keys.
INSERT INTO {work}.subject_match (source_id, id, rung)
SELECT p.id, (SELECT coalesce(max(id), 0) FROM {target.subjects}) + row_number() OVER (ORDER BY length(p.id), p.id), 'new'
FROM {work}.subject AS p
WHERE NOT EXISTS (SELECT FROM {work}.subject_match AS s WHERE s.source_id = p.id)
