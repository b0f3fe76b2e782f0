SELECT EXISTS (
    SELECT FROM {target.staffs_subjects} AS t
    JOIN {work}.staff_match AS s ON s.id = t.staff_id
    JOIN {work}.subject_match AS u ON u.id = t.subject_id
    WHERE NOT EXISTS (SELECT FROM {work}.teaching AS w WHERE w.staff_id = t.staff_id AND w.subject_id = t.subject_id))::integer
