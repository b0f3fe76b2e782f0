-- Automatic groups that are new.
SELECT name FROM {work}.group_row WHERE kind = 'automatic' AND fresh ORDER BY name COLLATE "C"
