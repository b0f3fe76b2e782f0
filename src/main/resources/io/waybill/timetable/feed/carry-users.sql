-- Carries Play's users over by path into the stage, which until now has only Live's structure.
-- A user keeps its key unless Live uses that key for something else; then it gets one above all existing keys.
-- Users are the Things whose path has the user prefix, and everything below them in the tree.

CREATE UNLOGGED TABLE {stage.carried_thing} AS
WITH RECURSIVE users AS (
    SELECT id FROM {target.thing} WHERE starts_with(fullpath, current_setting('waybill.user_prefix'))
    UNION
    SELECT child.id FROM {target.thing} AS child JOIN users ON child.parent_id = users.id
    -- Live has the same path: structure that was put below a user in Play. Live's row is used
    WHERE NOT EXISTS (SELECT FROM {stage.thing} AS s WHERE s.fullpath = child.fullpath)
), kept AS (
    SELECT users.id, EXISTS (SELECT FROM {stage.thing} AS s WHERE s.id = users.id) AS taken FROM users
    UNION ALL
    -- the root of all users, where Live has none
    SELECT root.id, EXISTS (SELECT FROM {stage.thing} AS s WHERE s.id = root.id)
    FROM {target.thing} AS root
    WHERE root.fullpath = current_setting('waybill.user_root')
      AND NOT EXISTS (SELECT FROM {stage.thing} AS s WHERE s.fullpath = current_setting('waybill.user_root'))
)
SELECT id AS old_id,
       CASE WHEN taken
            THEN current_setting('waybill.highest_thing')::bigint + row_number() OVER (PARTITION BY taken ORDER BY id)
            ELSE id END AS new_id
FROM kept;

ALTER TABLE {stage.carried_thing} ADD PRIMARY KEY (old_id);
ANALYZE {stage.carried_thing};

INSERT INTO {stage.thing} (id, parent_id, pathid, fullpath, name, data, type, fullname)
SELECT carried.new_id, parent.new_id, t.pathid, t.fullpath, t.name, t.data, t.type, t.fullname
FROM {stage.carried_thing} AS carried
JOIN {target.thing} AS t ON t.id = carried.old_id
LEFT JOIN {stage.carried_thing} AS parent ON parent.old_id = t.parent_id;

-- Neither Live nor Play has the root: it is made here, because the application does not make it any more.
INSERT INTO {stage.thing} (id, parent_id, pathid, fullpath, name, data, type, fullname)
SELECT greatest(current_setting('waybill.highest_thing')::bigint, (SELECT max(id) FROM {stage.thing})) + 1, NULL,
       current_setting('waybill.user_root_pathid'), root, root, '', 'undefined', ''
FROM current_setting('waybill.user_root') AS root
WHERE NOT EXISTS (SELECT FROM {stage.thing} AS s WHERE s.fullpath = root);

-- Puts the users below the root that the stage has now, whichever side it came from. The root is looked up once: the stage has no statistics of the
-- rows that have just come, and a join would look for it again for each user.
UPDATE {stage.thing}
SET parent_id = (SELECT min(id) FROM {stage.thing} WHERE fullpath = current_setting('waybill.user_root'))
WHERE waybill_offset IS NULL
  AND parent_id IS NULL
  AND fullpath <> current_setting('waybill.user_root');
