-- Teachers of the source who no longer teach a set. Whoever teaches it in an entry that could not be used stays.
INSERT INTO {gone} (group_id, staff_id, waybill_offset)
SELECT t.group_id, t.staff_id, 0
FROM {work}.frame AS f
CROSS JOIN {target.groups_staffs} AS t
JOIN {work}.group_row AS g ON g.id = t.group_id AND g.kind = 'teaching'
JOIN {now.staffs} AS s ON s.id = t.staff_id AND s.datasource_id = f.datasource_id
WHERE EXISTS (SELECT FROM {work}.area WHERE area = 'timetable' AND state = 'loaded')
  AND NOT EXISTS (SELECT FROM {work}.set_teacher AS w WHERE w.group_id = t.group_id AND w.staff_id = t.staff_id)
  AND NOT EXISTS (SELECT FROM {work}.kept_teacher AS k WHERE k.group_id = t.group_id AND k.staff_id = t.staff_id)
  AND NOT EXISTS (
      SELECT
      FROM {work}.rejected AS r
      WHERE r.area = 'staff' AND r.key = s.source_id AND NOT EXISTS (SELECT FROM {work}.staff_member AS m WHERE m.id = s.source_id))
