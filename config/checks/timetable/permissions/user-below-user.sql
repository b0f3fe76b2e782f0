-- The application only knows users directly below users.root of timetable.yaml ("user").
-- severity: warning
-- sentence: Users are below other users, where the application does not look for them.
SELECT fullpath, id
FROM timetables_thing
WHERE fullpath LIKE 'user/%/%'
ORDER BY fullpath
