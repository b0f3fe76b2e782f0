SELECT id, waybill, kind, header, cells, key_cells, cause, file, line, byte_offset, rule, reason, candidates, state, closed_by
FROM waybill.rejects
WHERE waybill = ?
ORDER BY line, byte_offset, id
