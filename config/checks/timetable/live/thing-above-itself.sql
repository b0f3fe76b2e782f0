-- A Thing that is its own ancestor, or is below one, cannot be reached from any root.
-- severity: error
-- sentence: Things are their own ancestors in the tree, or below such Things, so that they cannot be reached.
WITH RECURSIVE reached AS (
    SELECT id FROM timetables_thing WHERE parent_id IS NULL
    UNION ALL
    SELECT child.id FROM timetables_thing AS child JOIN reached ON child.parent_id = reached.id
)
SELECT fullpath, id, parent_id
FROM timetables_thing
WHERE id NOT IN (SELECT id FROM reached)
ORDER BY fullpath
