SELECT id, key_cells
FROM waybill.rejects
WHERE system = ? AND kind = ? AND id = ANY (?) AND state <> 'open'
