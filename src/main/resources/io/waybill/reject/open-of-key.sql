SELECT id, waybill, kind, header, cells, key_cells, cause, file, line, byte_offset, rule, reason, candidates, state, closed_by
FROM waybill.rejects
WHERE system = ? AND kind = ? AND key_cells = ? AND state = 'open'
ORDER BY id
