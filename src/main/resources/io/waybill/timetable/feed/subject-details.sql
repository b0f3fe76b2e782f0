-- What people should know of some Things before they choose one.
SELECT t.id::text AS id, t.fullpath, t.fullname, t.type, coalesce(p.fullpath, '') AS parent_path, coalesce(p.fullname, '') AS parent_name,
       (SELECT count(*) FROM {thing} AS child WHERE child.parent_id = t.id) AS things,
       (SELECT count(*) FROM {eventsourcetag} AS tag WHERE tag.thing_id = t.id) AS series,
       (SELECT count(*) FROM {thingtag} AS tag WHERE tag.targetthing_id = t.id AND tag.annotation = ?) AS editors
FROM {thing} AS t
LEFT JOIN {thing} AS p ON p.id = t.parent_id
WHERE NOT starts_with(t.fullpath, ?)
  AND t.fullpath = ANY (?)
