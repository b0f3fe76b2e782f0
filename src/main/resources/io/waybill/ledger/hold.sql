UPDATE waybill.waybills
SET state = 'held', message = ?, progress = 100
WHERE number = ?
  AND state NOT IN ('delivered', 'previewed', 'unchanged', 'refused', 'failed', 'undone')
  AND cancelled_at IS NULL
