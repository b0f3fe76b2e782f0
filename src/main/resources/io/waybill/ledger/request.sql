UPDATE waybill.waybills
SET kind = ?, refers_to = ?, requested_by = ?
WHERE number = ?
