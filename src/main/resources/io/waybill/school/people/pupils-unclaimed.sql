-- Pupils whom the calendar does not have under their keys, and whose key somebody without a source has, as an older program left them: it may be
-- there twice. Somebody has to say who it is.
INSERT INTO {work}.doubtful (area, source_id, rung, id)
SELECT 'pupils', p.id, 'key', t.id
FROM {work}.pupil AS p
JOIN {target.pupils} AS t ON t.datasource_id IS NULL AND t.source_id = p.id
WHERE NOT EXISTS (SELECT FROM {work}.pupil_match AS s WHERE s.source_id = p.id OR s.id = t.id)
  AND NOT EXISTS (SELECT FROM {work}.doubtful AS d WHERE d.area = 'pupils' AND d.source_id = p.id)
  AND NOT EXISTS (SELECT FROM {work}.answered AS a WHERE a.area = 'pupils' AND a.source_id = p.id AND a.id IS NULL)
