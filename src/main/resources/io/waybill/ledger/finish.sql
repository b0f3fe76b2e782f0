-- What was cancelled can only end without having changed anything.
UPDATE waybill.waybills
SET state = ?, message = ?, finished_at = ?, progress = 100
WHERE number = ?
  AND state NOT IN ('delivered', 'previewed', 'unchanged', 'refused', 'failed', 'undone')
  AND (cancelled_at IS NULL OR ?)
