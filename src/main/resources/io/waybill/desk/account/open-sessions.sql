-- Sessions that have not ended by themselves, each account's last used first.
SELECT account, credential, opened_at, seen_at
FROM waybill.desk_sessions
WHERE seen_at >= ?
  AND opened_at >= ?
ORDER BY account, seen_at DESC
