UPDATE waybill.rejects
SET rule = ?, reason = ?, cause = ?, candidates = ?::jsonb
WHERE id = ?
