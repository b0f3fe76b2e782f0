-- Counts open rejects by cause anew, those of each waybill and, as waybill 0, of all: of a system's kind of row, of a whole system, or of
-- some causes. What has not changed is not written.
WITH counted AS MATERIALIZED (
    SELECT r.cause_hash, coalesce(r.waybill, 0) AS waybill, count(*) AS all_rows, count(ch.reject) AS chosen_rows, min(r.id) AS first
    FROM waybill.rejects AS r
    LEFT JOIN waybill.choices AS ch ON ch.reject = r.id
    WHERE r.state = 'open'
      AND (?::text IS NULL OR r.system = ?)
      AND (?::text IS NULL OR r.kind = ?)
      AND (?::bigint[] IS NULL OR r.cause_hash = ANY (?))
    GROUP BY GROUPING SETS ((r.cause_hash, r.waybill), (r.cause_hash))
), gone AS (
    DELETE FROM waybill.open_causes AS c
    WHERE (?::text IS NULL OR c.system = ?)
      AND (?::text IS NULL OR c.kind = ?)
      AND (?::bigint[] IS NULL OR c.cause_hash = ANY (?))
      AND NOT EXISTS (SELECT FROM counted WHERE (counted.cause_hash, counted.waybill) = (c.cause_hash, c.waybill))
)
INSERT INTO waybill.open_causes AS c (cause_hash, waybill, system, kind, all_rows, chosen_rows, first, best, waits)
SELECT n.cause_hash, n.waybill, r.system, r.kind, n.all_rows, n.chosen_rows, n.first, (r.candidates -> 0 ->> 'score')::numeric,
       r.waits
FROM counted AS n
JOIN waybill.rejects AS r ON r.id = n.first
ON CONFLICT (cause_hash, waybill) DO UPDATE
SET all_rows = excluded.all_rows, chosen_rows = excluded.chosen_rows, first = excluded.first, best = excluded.best,
    waits = excluded.waits
WHERE (c.all_rows, c.chosen_rows, c.first, c.best, c.waits)
      IS DISTINCT FROM (excluded.all_rows, excluded.chosen_rows, excluded.first, excluded.best, excluded.waits)
