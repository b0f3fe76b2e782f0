-- The non-user data that permissions are matched with (specs/timetable.md §6): any Thing but a user may be granted on.
SELECT id, parent_id, fullpath, fullname, type
FROM {target.thing}
WHERE NOT starts_with(fullpath, current_setting('waybill.user_prefix'))
