-- Staff that the calendar has under the key of the export.
INSERT INTO {work}.staff_match (source_id, id, rung)
SELECT m.id, t.id, 'id'
FROM {work}.staff_member AS m
CROSS JOIN {work}.frame AS f
JOIN {target.staffs} AS t ON t.datasource_id = f.datasource_id AND t.source_id = m.id
