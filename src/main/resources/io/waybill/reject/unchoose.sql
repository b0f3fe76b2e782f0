-- Takes back the choices for all open rejects with the same cause as a given one, or for some of them; those of somebody else only as far
-- as the person has seen them.
DELETE FROM waybill.choices AS ch
USING waybill.rejects AS one, waybill.rejects AS r
WHERE one.id = ?
  AND r.cause_hash = one.cause_hash
  AND (r.system, r.kind, r.rule, r.cause) = (one.system, one.kind, one.rule, one.cause)
  AND r.state = 'open'
  AND r.id = ch.reject
  AND (?::bigint IS NULL OR r.waybill = ?)
  AND (?::bigint[] IS NULL OR r.id = ANY (?))
  AND (ch.chosen_by = ? OR ch.chosen_at <= ?)
