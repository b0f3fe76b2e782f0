-- The first rows that are delivered although their overall score is not the average of their levels, and how many there are.
SELECT w.number, count(*) OVER () AS differing
FROM {work}.wanted_event AS w
WHERE w.score_differs
  AND NOT EXISTS (SELECT FROM {work}.row_fault AS f WHERE f.number = w.number)
  AND NOT EXISTS (SELECT FROM {work}.repeated AS r WHERE r.model = 'event' AND r.number = w.number)
ORDER BY w.number
LIMIT ?
