SELECT fullpath
FROM {thing}
WHERE NOT starts_with(fullpath, ?)
  AND fullpath = ANY (?)
