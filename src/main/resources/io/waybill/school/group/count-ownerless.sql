-- Groups of teachers who are known and have no user in the calendar.
SELECT count(*)
FROM {work}.group_record AS r
JOIN {work}.found AS o ON o.kind = 'staff' AND o.source_id = r.owner
WHERE r.kind = 'custom' AND NOT EXISTS (SELECT FROM users AS u WHERE u.staff_id = o.id)
