-- Subjects that are new or differ.
INSERT INTO {stage.subjects} (id, datasource_id, source_id, name, current, missable, waybill_offset)
SELECT s.id, f.datasource_id, p.id, p.name, true, coalesce(t.missable, false), 0
FROM {work}.subject_match AS s
JOIN {work}.subject AS p ON p.id = s.source_id
CROSS JOIN {work}.frame AS f
LEFT JOIN {target.subjects} AS t ON t.id = s.id
WHERE (f.datasource_id, p.id, p.name, true) IS DISTINCT FROM (t.datasource_id, t.source_id, t.name, t.current)
