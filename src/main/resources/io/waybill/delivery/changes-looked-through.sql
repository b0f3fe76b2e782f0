-- How far so many changes of a plan reach.
SELECT plan, ordinal
FROM waybill.changes
WHERE waybill = ?
  AND (plan, ordinal) > (?, ?)
ORDER BY plan, ordinal
LIMIT 1 OFFSET ?
