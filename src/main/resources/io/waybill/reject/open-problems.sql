SELECT id, waybill, key_cells, header, cells
FROM waybill.rejects
WHERE system = ? AND kind = ? AND state = 'open'
ORDER BY id
