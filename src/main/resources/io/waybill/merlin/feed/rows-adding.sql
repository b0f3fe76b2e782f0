-- The rows that say more about a thing than the row that stands for it.
UPDATE {work}.repeated AS r
SET adds = true
FROM {wanted} AS w, {wanted} AS f
WHERE r.model = {model} AND w.number = r.number AND f.number = r.first
  AND ({filled|f.# IS NULL AND w.# IS NOT NULL| OR })
