-- Rows with a fault, and rows that repeat another one, are ignored from now on.
UPDATE {wanted} AS w
SET skipped = true
WHERE NOT skipped
  AND (EXISTS (SELECT FROM {work}.row_fault AS f WHERE f.number = w.number)
       OR EXISTS (SELECT FROM {work}.repeated AS r WHERE r.model = {model} AND r.number = w.number))
