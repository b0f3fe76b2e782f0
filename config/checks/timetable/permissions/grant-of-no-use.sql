-- A grant lets a user edit a subject. It only has an effect if it leads from a user to a part of a tripos or to a subject nested in one.
-- "user/" is users.root of timetable.yaml, "admin" is its grant.
-- severity: warning
-- sentence: Permissions have no effect, because their holder is not a user or their target is not a subject.
SELECT holder.fullpath || ' may edit ' || subject.fullpath, granted.id
FROM timetables_thingtag AS granted
JOIN timetables_thing AS holder ON holder.id = granted.thing_id
JOIN timetables_thing AS subject ON subject.id = granted.targetthing_id
WHERE granted.annotation = 'admin'
  AND (holder.fullpath NOT LIKE 'user/%' OR subject.type NOT IN ('part', 'subject', 'experimental', 'option'))
ORDER BY 1
