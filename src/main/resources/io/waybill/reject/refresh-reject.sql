UPDATE waybill.rejects
SET rule = ?, reason = ?, cause = ?, candidates = ?::jsonb, waits = ?
WHERE id = ?
