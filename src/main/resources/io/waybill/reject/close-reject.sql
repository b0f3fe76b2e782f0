UPDATE waybill.rejects
SET state = ?, closed_by = ?, closed_at = ?
WHERE id = ? AND state = 'open'
