INSERT INTO waybill.approvals (waybill, ordinal, verdict, fingerprint, by, note, at)
SELECT ?, coalesce(max(ordinal), 0) + 1, ?, ?, ?, ?, ?
FROM waybill.approvals
WHERE waybill = ?
