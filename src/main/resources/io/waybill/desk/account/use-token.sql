-- Records that a token is used, at most once a minute.
INSERT INTO waybill.desk_token_uses AS u (token_sha256, used_at, origin)
VALUES (?, ?, ?)
ON CONFLICT (token_sha256) DO UPDATE SET used_at = excluded.used_at, origin = excluded.origin
WHERE u.used_at < excluded.used_at - interval '1 minute'
