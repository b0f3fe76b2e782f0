-- What is known now of rejects that stay open. Those of which nothing new is known are not written.
UPDATE waybill.rejects AS r
SET rule = n.rule, reason = n.reason, cause = n.cause::text[], candidates = n.candidates::jsonb, waits = n.waits
FROM unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::integer[])
    AS n (id, rule, reason, cause, candidates, waits)
WHERE r.id = n.id
  AND (r.rule, r.reason, r.cause, r.candidates, r.waits)
      IS DISTINCT FROM (n.rule, n.reason, n.cause::text[], n.candidates::jsonb, n.waits)
