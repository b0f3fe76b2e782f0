UPDATE waybill.waybills
SET state = 'claimed', attempts = attempts + ?, progress = 0, message = '', comparison = NULL, took = NULL
WHERE number = ?
  AND state NOT IN ('delivered', 'previewed', 'unchanged', 'refused', 'failed', 'undone')
