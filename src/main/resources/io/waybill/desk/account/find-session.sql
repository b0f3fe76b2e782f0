SELECT account, credential, opened_at, seen_at
FROM waybill.desk_sessions
WHERE token_sha256 = ?
  AND seen_at >= ?
  AND opened_at >= ?
