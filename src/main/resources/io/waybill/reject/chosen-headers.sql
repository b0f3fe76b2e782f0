SELECT r.header
FROM waybill.choices AS ch
JOIN waybill.rejects AS r ON r.id = ch.reject AND r.state = 'open'
JOIN waybill.waybills AS w ON w.number = r.waybill
WHERE w.system = ? AND w.feed = ?
GROUP BY r.header
ORDER BY min(r.id)
