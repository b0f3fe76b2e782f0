-- Staff whom the calendar has neither under their keys nor by what else they are known by, and whose key somebody without a source has, as an older
-- program left them: it may be there twice. Somebody has to say who it is.
INSERT INTO {work}.doubtful (area, source_id, rung, id)
SELECT 'staff', m.id, 'key', t.id
FROM {work}.staff_member AS m
JOIN {target.staffs} AS t ON t.datasource_id IS NULL AND t.source_id = m.id
WHERE NOT EXISTS (SELECT FROM {work}.staff_match AS s WHERE s.source_id = m.id OR s.id = t.id)
  AND NOT EXISTS (SELECT FROM {work}.doubtful AS d WHERE d.area = 'staff' AND d.source_id = m.id)
  AND NOT EXISTS (SELECT FROM {work}.answered AS a WHERE a.area = 'staff' AND a.source_id = m.id AND a.id IS NULL)
