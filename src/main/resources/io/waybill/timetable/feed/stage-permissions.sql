-- Stages the matched permissions: users (existing ones as they are, new ones with keys above all others) and grants (an existing one
-- of the same user and subject is used as it is). Rows of the drop have their line as offset.

INSERT INTO {stage.thing} (id, parent_id, pathid, fullpath, name, data, type, fullname, waybill_offset)
SELECT DISTINCT ON (t.fullpath) t.id, t.parent_id, t.pathid, t.fullpath, t.name, t.data, t.type, t.fullname, wanted.line
FROM {stage.wanted_user} AS wanted
JOIN {target.thing} AS t ON t.fullpath = wanted.path
ORDER BY t.fullpath, t.id;

-- The root of all users, if the target has none.
INSERT INTO {stage.thing} (id, parent_id, pathid, fullpath, name, data, type, fullname)
SELECT coalesce((SELECT max(id) FROM {target.thing}), 0) + 1, NULL, current_setting('waybill.user_root_pathid'), root, root, '',
       'undefined', ''
FROM current_setting('waybill.user_root') AS root
WHERE NOT EXISTS (SELECT FROM {target.thing} AS t WHERE t.fullpath = root)
  AND EXISTS (SELECT FROM {stage.wanted_user});

INSERT INTO {stage.thing} (id, parent_id, pathid, fullpath, name, data, type, fullname, waybill_offset)
SELECT highest.id + row_number() OVER (ORDER BY wanted.line, wanted.path),
       root.id, wanted.pathid, wanted.path, substr(wanted.path, length(current_setting('waybill.user_prefix')) + 1), wanted.data,
       'user', 'A Users Calendar', wanted.line
FROM {stage.wanted_user} AS wanted
CROSS JOIN (SELECT greatest((SELECT max(id) FROM {target.thing}), (SELECT max(id) FROM {stage.thing}), 0) AS id) AS highest
CROSS JOIN (SELECT min(id) AS id FROM (
                SELECT id FROM {target.thing} WHERE fullpath = current_setting('waybill.user_root')
                UNION ALL
                SELECT id FROM {stage.thing} WHERE fullpath = current_setting('waybill.user_root')) AS roots) AS root
WHERE NOT EXISTS (SELECT FROM {stage.thing} AS s WHERE s.fullpath = wanted.path);

INSERT INTO {stage.thingtag} (id, annotation, thing_id, targetthing_id, waybill_offset)
SELECT min(tag.id), current_setting('waybill.grant'), tag.thing_id, tag.targetthing_id, min(wanted.line)
FROM {stage.wanted_grant} AS wanted
JOIN {stage.thing} AS holder ON holder.fullpath = wanted.path
JOIN {target.thingtag} AS tag
     ON tag.thing_id = holder.id AND tag.targetthing_id = wanted.subject AND tag.annotation = current_setting('waybill.grant')
GROUP BY tag.thing_id, tag.targetthing_id;

INSERT INTO {stage.thingtag} (id, annotation, thing_id, targetthing_id, waybill_offset)
SELECT coalesce((SELECT max(id) FROM {target.thingtag}), 0) + row_number() OVER (ORDER BY wanted.line, wanted.path),
       current_setting('waybill.grant'), holder.id, wanted.subject, wanted.line
FROM {stage.wanted_grant} AS wanted
JOIN {stage.thing} AS holder ON holder.fullpath = wanted.path
WHERE NOT EXISTS (SELECT FROM {stage.thingtag} AS s WHERE s.thing_id = holder.id AND s.targetthing_id = wanted.subject);
