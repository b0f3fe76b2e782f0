-- Which rejects an undo has opened again is not recorded, so every open one of the system may be among them.
SELECT DISTINCT waybill
FROM waybill.rejects
WHERE waybill = ?
   OR closed_by = ?
   OR (state = 'open' AND system = (SELECT system FROM waybill.waybills WHERE number = ?))
