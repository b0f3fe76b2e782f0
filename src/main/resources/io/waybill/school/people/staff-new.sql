-- Staff who are new, in the order of their keys.
INSERT INTO {work}.staff_match (source_id, id, rung)
SELECT m.id, (SELECT coalesce(max(id), 0) FROM {target.staffs}) + row_number() OVER (ORDER BY length(m.id), m.id), 'new'
FROM {work}.staff_member AS m
WHERE NOT EXISTS (SELECT FROM {work}.staff_match AS s WHERE s.source_id = m.id)
  AND NOT EXISTS (SELECT FROM {work}.doubtful AS d WHERE d.area = 'staff' AND d.source_id = m.id)
