UPDATE waybill.waybills
SET state = ?, progress = 0, took = NULL
WHERE number = ?
  AND state NOT IN ('delivered', 'previewed', 'unchanged', 'refused', 'failed', 'undone')
  AND cancelled_at IS NULL
