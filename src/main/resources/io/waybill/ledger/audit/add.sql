-- Adds an entry, unless it is there already.
INSERT INTO waybill.audit (entry, at, act, who, program, origin, subject, note, waybill, drop_token)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (entry) DO NOTHING
