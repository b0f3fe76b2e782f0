INSERT INTO {stage.staffs_subjects} (staff_id, subject_id, waybill_offset)
SELECT w.staff_id, w.subject_id, 0
FROM {work}.teaching AS w
WHERE NOT EXISTS (SELECT FROM {target.staffs_subjects} AS t WHERE t.staff_id = w.staff_id AND t.subject_id = w.subject_id)
