INSERT INTO waybill.rejects
    (waybill, system, kind, header, cells, key_cells, cause, file, line, byte_offset, rule, reason, candidates, state, waits)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?)
