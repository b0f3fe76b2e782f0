UPDATE waybill.waybills
SET state = 'undone', undone_by = ?
WHERE number = ?
  AND state = 'delivered'
