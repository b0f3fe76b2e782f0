-- Subjects that the calendar has under the key of the export.
INSERT INTO {work}.subject_match (source_id, id, rung)
SELECT p.id, t.id, 'id'
FROM {work}.subject AS p
CROSS JOIN {work}.frame AS f
JOIN {target.subjects} AS t ON t.datasource_id = f.datasource_id AND t.source_id = p.id
