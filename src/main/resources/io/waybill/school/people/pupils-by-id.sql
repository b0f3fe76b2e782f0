-- Pupils that the calendar has under the key of the export.
INSERT INTO {work}.pupil_match (source_id, id, rung)
SELECT p.id, t.id, 'id'
FROM {work}.pupil AS p
CROSS JOIN {work}.frame AS f
JOIN {target.pupils} AS t ON t.datasource_id = f.datasource_id AND t.source_id = p.id
