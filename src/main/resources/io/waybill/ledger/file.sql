INSERT INTO waybill.files (waybill, role, path, size, sha256)
VALUES (?, ?, ?, ?, ?)
ON CONFLICT (waybill, path) DO UPDATE SET role = excluded.role, size = excluded.size, sha256 = excluded.sha256
