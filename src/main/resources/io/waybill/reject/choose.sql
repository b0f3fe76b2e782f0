-- Makes a choice for all open rejects with the same cause as a given one, or for some of them. What somebody else has chosen is replaced
-- only as far as the person has seen it.
INSERT INTO waybill.choices AS ch (reject, answer, chosen_by, chosen_at)
SELECT r.id, ?, ?, ?
FROM waybill.rejects AS one
JOIN waybill.rejects AS r ON r.cause_hash = one.cause_hash AND r.state = 'open'
WHERE one.id = ?
  AND (r.system, r.kind, r.rule, r.cause) = (one.system, one.kind, one.rule, one.cause)
  AND (?::bigint IS NULL OR r.waybill = ?)
  AND (?::bigint[] IS NULL OR r.id = ANY (?))
ON CONFLICT (reject) DO UPDATE
SET answer = excluded.answer, cells = NULL, chosen_by = excluded.chosen_by, chosen_at = excluded.chosen_at
WHERE ch.chosen_by = excluded.chosen_by OR ch.chosen_at <= ?
