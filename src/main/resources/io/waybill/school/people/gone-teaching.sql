-- Staff of this source who are no longer seen teaching a subject of this source. Where an entry of the timetable or a set was rejected, nobody
-- can know, and all of them stay.
INSERT INTO {gone} (staff_id, subject_id, waybill_offset)
SELECT t.staff_id, t.subject_id, 0
FROM {target.staffs_subjects} AS t
JOIN {work}.staff_match AS s ON s.id = t.staff_id
JOIN {work}.subject_match AS u ON u.id = t.subject_id
WHERE NOT EXISTS (SELECT FROM {work}.teaching AS w WHERE w.staff_id = t.staff_id AND w.subject_id = t.subject_id)
  AND NOT EXISTS (SELECT FROM {work}.rejected AS r WHERE r.area IN ('timetable', 'teaching groups', 'staff'))
  AND (SELECT count(*) FROM {work}.area AS a WHERE a.area IN ('timetable', 'teaching groups') AND a.state = 'loaded') = 2
