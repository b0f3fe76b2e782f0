-- Doubtful records with whom they may be.
SELECT d.area, d.source_id, m.name, d.rung, d.id, t.name AS candidate
FROM {work}.doubtful AS d
JOIN {work}.staff_member AS m ON m.id = d.source_id
JOIN {target.staffs} AS t ON t.id = d.id
WHERE d.area = 'staff'
UNION ALL
SELECT d.area, d.source_id, m.name, d.rung, d.id, t.name
FROM {work}.doubtful AS d
JOIN {work}.pupil AS m ON m.id = d.source_id
JOIN {target.pupils} AS t ON t.id = d.id
WHERE d.area = 'pupils'
ORDER BY area DESC, source_id, id
