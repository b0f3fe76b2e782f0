SELECT subject, origin, "read", inserted, updated, retired, deleted_by_key, unchanged, filtered, rejected, removed
FROM waybill.counts
WHERE waybill = ?
ORDER BY origin, subject
