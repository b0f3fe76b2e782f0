-- What others have chosen for the open rejects with the same cause as a given one, or for some of them, by answer and person: the ten most
-- frequent.
SELECT one.id AS first, ch.answer, ch.cells IS NOT NULL AS mended, ch.chosen_by, count(*) AS all_rows, max(ch.chosen_at) AS latest
FROM waybill.rejects AS one
JOIN waybill.rejects AS r ON r.cause_hash = one.cause_hash AND r.state = 'open'
JOIN waybill.choices AS ch ON ch.reject = r.id
WHERE one.id = ?
  AND (r.system, r.kind, r.rule, r.cause) = (one.system, one.kind, one.rule, one.cause)
  AND (?::bigint IS NULL OR r.waybill = ?)
  AND (?::bigint[] IS NULL OR r.id = ANY (?))
  AND ch.chosen_by <> ?
GROUP BY one.id, ch.answer, ch.cells IS NOT NULL, ch.chosen_by
ORDER BY count(*) DESC, max(ch.chosen_at) DESC, ch.answer, ch.chosen_by
LIMIT 10
