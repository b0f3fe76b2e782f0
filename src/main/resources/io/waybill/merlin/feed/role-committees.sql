-- The committees of the roles that get a new holder, found or created.
UPDATE {work}.role_committee AS c
SET gained = EXISTS (SELECT FROM {work}.role_next AS r WHERE r.holder IS NOT NULL AND r.role = c.role);

UPDATE {work}.role_committee AS c
SET id = (SELECT min(e.id) FROM {work}.entity AS e WHERE e.kind = 'committee' AND e.key = c.key);

UPDATE {work}.role_committee AS c
SET id = current_setting('waybill.highest_committee')::bigint + f.place
FROM (SELECT role, row_number() OVER (ORDER BY key) AS place FROM {work}.role_committee WHERE id IS NULL AND gained) AS f
WHERE f.role = c.role;

INSERT INTO {work}.entity (kind, id, name, key, made)
SELECT 'committee', c.id, c.name, c.key, true
FROM {work}.role_committee AS c
WHERE c.gained AND NOT EXISTS (SELECT FROM {work}.entity AS e WHERE e.kind = 'committee' AND e.id = c.id);

INSERT INTO {work}.staged (model, id, number, fresh)
SELECT 'committee', e.id, NULL, true FROM {work}.entity AS e WHERE e.kind = 'committee' AND e.made
