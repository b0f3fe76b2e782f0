SELECT id, parent_id, fullpath, fullname, type
FROM {thing}
WHERE NOT starts_with(fullpath, ?)
  AND lower(fullpath || ' ' || fullname) LIKE ALL (?)
ORDER BY length(fullpath), fullpath
LIMIT ?
