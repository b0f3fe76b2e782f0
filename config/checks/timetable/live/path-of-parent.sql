-- The application finds a Thing by its path and its children by their parent: if the two disagree, one of them is wrong.
-- severity: warning
-- sentence: Things have a path that does not consist of their parent's path and their own name.
SELECT child.fullpath || ' below ' || parent.fullpath, child.id
FROM timetables_thing AS child
JOIN timetables_thing AS parent ON parent.id = child.parent_id
WHERE child.fullpath <> parent.fullpath || '/' || child.name
ORDER BY child.fullpath
