-- Rows from a day after which the target already knows another assignment of the user: they say nothing about today.
UPDATE {work}.wanted_user AS w
SET past = true
WHERE NOT skipped AND effective IS NOT NULL
  AND EXISTS (SELECT FROM {target.assignment} AS a WHERE a.user_id = w.id AND a.effective_date > w.effective)
