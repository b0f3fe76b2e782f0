-- Rejected rows as they were, and as they were mended at the desk since.
SELECT r.id, r.header, r.cells, r.cause, r.reason, ch.cells AS mended
FROM waybill.rejects AS r
LEFT JOIN waybill.choices AS ch ON ch.reject = r.id
WHERE r.id = ANY (?) AND r.system = ?
