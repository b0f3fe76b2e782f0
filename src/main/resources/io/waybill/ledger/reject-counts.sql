SELECT kind, rule, state, count(*) AS rejects
FROM waybill.rejects
WHERE waybill = ?
GROUP BY kind, rule, state
ORDER BY kind, rule, state
