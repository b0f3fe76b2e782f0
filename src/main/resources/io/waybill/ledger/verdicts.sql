SELECT verdict, fingerprint, by, note, at
FROM waybill.approvals
WHERE waybill = ?
ORDER BY ordinal
