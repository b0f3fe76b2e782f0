UPDATE waybill.rejects
SET rule = ?, reason = ?, candidates = ?::jsonb
WHERE id = ?
