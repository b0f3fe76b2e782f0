-- A Thing that is above itself, or below one that is, can be reached from no root.
-- severity: error
-- sentence: Things stand above themselves in the tree, so that no way leads to them.
WITH RECURSIVE reached AS (
    SELECT id FROM timetables_thing WHERE parent_id IS NULL
    UNION ALL
    SELECT child.id FROM timetables_thing AS child JOIN reached ON child.parent_id = reached.id
)
SELECT fullpath, id, parent_id
FROM timetables_thing
WHERE id NOT IN (SELECT id FROM reached)
ORDER BY fullpath
