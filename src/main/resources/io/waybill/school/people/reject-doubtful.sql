-- What the calendar knows under the keys of doubtful records stays as it is, and so does everybody who may be meant.
INSERT INTO {work}.rejected (area, key)
SELECT d.area, d.source_id FROM {work}.doubtful AS d
UNION
SELECT d.area, t.source_id
FROM {work}.frame AS f
JOIN {work}.doubtful AS d ON d.area = 'pupils'
JOIN {target.pupils} AS t ON t.id = d.id AND t.datasource_id = f.datasource_id AND t.source_id IS NOT NULL
UNION
SELECT d.area, t.source_id
FROM {work}.frame AS f
JOIN {work}.doubtful AS d ON d.area = 'staff'
JOIN {target.staffs} AS t ON t.id = d.id AND t.datasource_id = f.datasource_id AND t.source_id IS NOT NULL
