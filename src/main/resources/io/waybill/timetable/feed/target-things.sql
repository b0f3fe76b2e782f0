-- The Things that permissions are matched against: everything but users.
SELECT id, parent_id, fullpath, fullname, type
FROM {target.thing}
WHERE NOT starts_with(fullpath, current_setting('waybill.user_prefix'))
