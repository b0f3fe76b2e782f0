-- The target has both addresses, and the drop says that the former one is somebody else's by now: the change was made before.
UPDATE {work}.wanted_user AS w
SET settled = true
FROM {work}.wanted_user AS other
WHERE NOT w.skipped AND NOT w.renamed AND NOT w.settled AND w.id <> w.former_id
  AND NOT other.skipped AND NOT other.renamed AND other.number <> w.number AND other.key = w.former_key
  AND (other.former_id IS NULL OR other.former_id = other.id OR other.settled)
