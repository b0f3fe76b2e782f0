SELECT id, path, size, (SELECT sum(r) FROM unnest(rows) AS r) AS all_rows, removed_at
FROM waybill.backups
WHERE waybill = ?
ORDER BY created_at, id
