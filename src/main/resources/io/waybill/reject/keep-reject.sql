INSERT INTO waybill.kept_rejects (waybill, reject)
VALUES (?, ?)
ON CONFLICT DO NOTHING
