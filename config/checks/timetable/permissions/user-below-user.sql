-- The application knows users directly below users.root of timetable.yaml ("user") only.
-- severity: warning
-- sentence: Users stand below other users, where the application does not look for them.
SELECT fullpath, id
FROM timetables_thing
WHERE fullpath LIKE 'user/%/%'
ORDER BY fullpath
