-- Delivered rows that complete another row about the same thing.
SELECT count(DISTINCT r.number)
FROM {work}.repeated AS r
WHERE r.adds AND NOT EXISTS (SELECT FROM {work}.row_fault AS f WHERE f.number = r.number)
