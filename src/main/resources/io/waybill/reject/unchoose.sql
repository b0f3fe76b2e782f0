-- Takes back the choices for all open rejects with the same cause as a given one, or for some of them.
DELETE FROM waybill.choices AS ch
USING waybill.rejects AS one, waybill.rejects AS r
WHERE one.id = ?
  AND r.cause_hash = one.cause_hash
  AND r.state = 'open'
  AND r.id = ch.reject
  AND (?::bigint IS NULL OR r.waybill = ?)
  AND (?::bigint[] IS NULL OR r.id = ANY (?))
