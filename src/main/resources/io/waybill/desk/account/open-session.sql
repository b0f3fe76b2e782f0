INSERT INTO waybill.desk_sessions (token_sha256, account, credential, opened_at, seen_at)
VALUES (?, ?, ?, ?, ?)
