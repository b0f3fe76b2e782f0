SELECT role, path, size, sha256
FROM waybill.files
WHERE waybill = ?
ORDER BY role, path
