SELECT count(*) AS all_rows, count(ch.reject) AS chosen
FROM waybill.rejects AS one
JOIN waybill.rejects AS r ON r.cause_hash = one.cause_hash AND r.state = 'open'
LEFT JOIN waybill.choices AS ch ON ch.reject = r.id
WHERE one.id = ?
  AND (?::bigint IS NULL OR r.waybill = ?)
