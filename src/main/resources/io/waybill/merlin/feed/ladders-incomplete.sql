INSERT INTO {work}.row_fault
SELECT number, 'ladder_name', 'missing-value', NULL, 'a name, because the ladder is new', NULL, NULL
FROM {work}.wanted_ladder
WHERE fresh AND NOT skipped AND name IS NULL;

INSERT INTO {work}.row_fault
SELECT number, 'aspect_name', 'missing-value', NULL, 'a name, because the aspect is new', NULL, NULL
FROM {work}.wanted_aspect
WHERE fresh AND NOT skipped AND coalesce(persian, name) IS NULL
