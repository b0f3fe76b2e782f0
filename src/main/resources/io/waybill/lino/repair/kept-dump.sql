-- The newest dump of a name, or that of a waybill, which is still in the archive.
SELECT w.number, w.file_name, f.path, f.sha256
FROM waybill.waybills AS w
JOIN waybill.files AS f ON f.waybill = w.number AND f.role = 'original'
WHERE w.system = 'lino' AND w.feed IN ('restore', 'repair') AND w.kind = 'drop' AND NOT w.file_name ~* '\.ya?ml$'
    AND w.state IN ('delivered', 'unchanged', 'previewed', 'undone') AND (w.file_name = ? OR w.number::text = ?)
ORDER BY w.number DESC
LIMIT 1
