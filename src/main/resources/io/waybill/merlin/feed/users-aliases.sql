-- A user whose address changes is known by both, and so is one whose address was changed before, as long as nobody else has the former one.
INSERT INTO {work}.entity (kind, id, name, key, number, alias)
SELECT 'user', id, email, key, number, true FROM {work}.wanted_user WHERE NOT skipped AND renamed
UNION ALL
SELECT 'user', w.id, w.former, w.former_key, w.number, true
FROM {work}.wanted_user AS w
WHERE NOT w.skipped AND NOT w.renamed AND w.id IS NOT NULL AND w.former IS NOT NULL AND w.former_id IS NULL
  AND NOT EXISTS (SELECT FROM {work}.entity AS e WHERE e.kind = 'user' AND e.key = w.former_key)
ON CONFLICT DO NOTHING
