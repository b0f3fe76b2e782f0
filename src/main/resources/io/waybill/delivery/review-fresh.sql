-- Changes that were not reviewed before: of another row, or of the same row with different values in columns of the drop.
UPDATE waybill.changes AS n
SET fresh = true
WHERE n.waybill = ? AND n.plan = ?
  AND NOT EXISTS (
      SELECT FROM waybill.changes AS o
      WHERE o.waybill = n.waybill AND o.plan = ? AND o.key = n.key AND o.kind = n.kind
        AND CASE WHEN n.kind = 'd' THEN o.before = n.before
                 ELSE {compared|o.before[#] IS NOT DISTINCT FROM n.before[#] AND o.after[#] IS NOT DISTINCT FROM n.after[#]| AND |false} END)
