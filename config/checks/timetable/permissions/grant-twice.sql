-- severity: warning
-- sentence: Permissions are granted more than once.
SELECT holder.fullpath || ' may edit ' || subject.fullpath, count(*)
FROM timetables_thingtag AS granted
JOIN timetables_thing AS holder ON holder.id = granted.thing_id
JOIN timetables_thing AS subject ON subject.id = granted.targetthing_id
WHERE granted.annotation = 'admin'
GROUP BY holder.fullpath, subject.fullpath
HAVING count(*) > 1
ORDER BY 1
