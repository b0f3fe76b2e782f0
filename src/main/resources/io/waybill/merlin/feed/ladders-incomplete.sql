INSERT INTO {work}.fate
SELECT number, 'ladder_name', 'missing-value', NULL, 'a name, because the ladder is new', NULL, NULL
FROM {work}.wanted_ladder
WHERE fresh AND NOT dead AND name IS NULL;

INSERT INTO {work}.fate
SELECT number, 'aspect_name', 'missing-value', NULL, 'a name, because the aspect is new', NULL, NULL
FROM {work}.wanted_aspect
WHERE fresh AND NOT dead AND name IS NULL
