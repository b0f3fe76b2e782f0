INSERT INTO waybill.kept_rejects (waybill, reject)
SELECT ?, unnest(?::bigint[])
ON CONFLICT DO NOTHING
