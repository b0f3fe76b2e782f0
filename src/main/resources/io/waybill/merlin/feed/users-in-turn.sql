-- The new address belongs to somebody whose address changes, too.
UPDATE {work}.wanted_user AS w
SET id = w.former_id, renamed = true
FROM {work}.wanted_user AS other
WHERE NOT w.skipped AND NOT w.renamed AND w.id <> w.former_id AND NOT other.skipped AND other.renamed AND other.id = w.id
  AND other.key <> w.key
