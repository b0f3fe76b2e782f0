-- For all open rejects of the same cause as one, or for those among them that are named.
DELETE FROM waybill.choices AS ch
USING waybill.rejects AS one, waybill.rejects AS r
WHERE one.id = ?
  AND r.cause_hash = one.cause_hash
  AND r.state = 'open'
  AND r.id = ch.reject
  AND (?::bigint IS NULL OR r.waybill = ?)
  AND (?::bigint[] IS NULL OR r.id = ANY (?))
