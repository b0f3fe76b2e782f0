SELECT header
FROM waybill.rejects
WHERE waybill = ? AND state = 'open'
GROUP BY header
ORDER BY min(id)
