SELECT id, name FROM {work}.entity WHERE kind = ? ORDER BY id
