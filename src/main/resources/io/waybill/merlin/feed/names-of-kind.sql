SELECT id, name FROM {work}.entity WHERE kind = ? AND name <> '' AND NOT alias ORDER BY id
