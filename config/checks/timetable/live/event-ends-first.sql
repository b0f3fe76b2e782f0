-- severity: warning
-- sentence: Events end before they start.
SELECT title || ', key ' || id, start, "end"
FROM timetables_event
WHERE "end" < start
ORDER BY id
