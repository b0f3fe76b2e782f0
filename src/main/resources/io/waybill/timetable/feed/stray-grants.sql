SELECT old_id, subject_path, subject_fullname, user_path, user_data, thing_id IS NULL AS held_by_no_user
FROM {stage.grant_fate}
WHERE thing_id IS NULL OR targetthing_id IS NULL
ORDER BY subject_path, user_path, old_id
