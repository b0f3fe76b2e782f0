-- Whoever ends the waybill waits for this, or this for whoever ends it: one of them finds that the other was first.
UPDATE waybill.waybills
SET cancelled_at = ?, cancelled_by = ?, cancel_reason = ?
WHERE number = ?
  AND state NOT IN ('delivered', 'previewed', 'unchanged', 'refused', 'failed', 'undone')
  AND cancelled_at IS NULL
