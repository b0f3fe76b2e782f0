UPDATE waybill.desk_sessions AS session
SET told = ''
FROM (SELECT token_sha256, told FROM waybill.desk_sessions WHERE token_sha256 = ? AND told <> '' FOR UPDATE) AS before
WHERE session.token_sha256 = before.token_sha256
RETURNING before.told
