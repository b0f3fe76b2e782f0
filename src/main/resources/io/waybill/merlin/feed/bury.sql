-- Rows with a fate, and those that repeat another one, take no further part; what they would have made is not made.
UPDATE {wanted} AS w
SET dead = true
WHERE NOT dead
  AND (EXISTS (SELECT FROM {work}.fate AS f WHERE f.number = w.number)
       OR EXISTS (SELECT FROM {work}.repeated AS r WHERE r.model = {model} AND r.number = w.number))
