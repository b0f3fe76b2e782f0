-- Chooses, for all open rejects of some causes, the best candidate that the person has seen, if it is still the best and good enough. What
-- anybody has chosen meanwhile stays.
INSERT INTO waybill.choices (reject, answer, chosen_by, chosen_at)
SELECT r.id, seen.answer, ?, ?
FROM unnest(?::bigint[], ?::text[]) AS seen (first, answer)
JOIN waybill.rejects AS one
    ON one.id = seen.first
   AND one.state = 'open'
   AND one.candidates -> 0 ->> 'value' = seen.answer
   AND (one.candidates -> 0 ->> 'score')::numeric >= ?
JOIN waybill.rejects AS r
    ON r.cause_hash = one.cause_hash
   AND (r.system, r.kind, r.rule, r.cause) = (one.system, one.kind, one.rule, one.cause)
   AND r.state = 'open'
   AND (?::bigint IS NULL OR r.waybill = ?)
ON CONFLICT (reject) DO NOTHING
