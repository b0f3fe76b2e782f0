-- Changes that were reviewed before and are no longer needed.
SELECT count(*)
FROM waybill.changes AS o
WHERE o.waybill = ? AND o.plan = ?
  AND NOT EXISTS (SELECT FROM waybill.changes AS n WHERE n.waybill = o.waybill AND n.plan = ? AND n.key = o.key)
