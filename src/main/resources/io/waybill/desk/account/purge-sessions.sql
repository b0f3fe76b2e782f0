-- Those that have ended, and the oldest of an account that has too many.
DELETE FROM waybill.desk_sessions
WHERE seen_at < ?
   OR opened_at < ?
   OR token_sha256 IN (SELECT token_sha256
                       FROM waybill.desk_sessions
                       WHERE account = ?
                       ORDER BY opened_at DESC
                       OFFSET ?)
