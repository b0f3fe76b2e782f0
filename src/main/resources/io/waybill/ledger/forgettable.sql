-- Whether nothing would be lost with a waybill: a drop's, under way, not cancelled, and nobody has said anything of its plan.
SELECT w.kind = 'drop'
       AND w.state NOT IN ('held', 'delivered', 'previewed', 'unchanged', 'refused', 'failed', 'undone')
       AND w.cancelled_at IS NULL
       AND NOT EXISTS (SELECT FROM waybill.approvals AS a WHERE a.waybill = w.number) AS forgettable
FROM waybill.waybills AS w
WHERE w.number = ?
FOR UPDATE OF w
