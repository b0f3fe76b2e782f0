INSERT INTO waybill.backups (id, waybill, path, size, tables, rows, manifest_sha256, created_at, created_by)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
