-- The latest dumps whose files are in the archive, newest first.
SELECT w.number, w.file_name, w.claimed_at, f.path
FROM waybill.waybills AS w
JOIN waybill.files AS f ON f.waybill = w.number AND f.role = 'original'
WHERE w.system = 'lino' AND w.feed IN ('restore', 'repair') AND w.kind = 'drop' AND w.contents NOT IN ('plan', 'rejects')
    AND NOT w.file_name ~* '\.ya?ml$' AND w.state IN ('delivered', 'unchanged', 'previewed', 'undone')
ORDER BY w.number DESC
LIMIT ?
