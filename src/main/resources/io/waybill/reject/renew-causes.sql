-- Counts open rejects by cause anew, those of each waybill and, as waybill 0, of all: of a system's kind of row, of a whole system, or of
-- some causes. What has not changed is not written. Old and new counts are compared by a full join, which never compares each with each,
-- however few of them the server's statistics let it expect; the oldest rejects are looked up in the order in which they lie in the table.
WITH counted AS MATERIALIZED (
    SELECT r.cause_hash, coalesce(r.waybill, 0) AS waybill, count(*) AS all_rows, count(ch.reject) AS chosen_rows, min(r.id) AS first
    FROM waybill.rejects AS r
    LEFT JOIN waybill.choices AS ch ON ch.reject = r.id
    WHERE r.state = 'open'
      AND (?::text IS NULL OR r.system = ?)
      AND (?::text IS NULL OR r.kind = ?)
      AND (?::bigint[] IS NULL OR r.cause_hash = ANY (?))
    GROUP BY GROUPING SETS ((r.cause_hash, r.waybill), (r.cause_hash))
), fresh AS MATERIALIZED (
    SELECT n.cause_hash, n.waybill, r.system, r.kind, n.all_rows, n.chosen_rows, n.first,
           (r.candidates -> 0 ->> 'score')::numeric AS best, r.waits
    FROM (SELECT * FROM counted ORDER BY first) AS n
    JOIN waybill.rejects AS r ON r.id = n.first
), known AS MATERIALIZED (
    SELECT c.*, c.ctid AS place
    FROM waybill.open_causes AS c
    WHERE (?::text IS NULL OR c.system = ?)
      AND (?::text IS NULL OR c.kind = ?)
      AND (?::bigint[] IS NULL OR c.cause_hash = ANY (?))
), compared AS MATERIALIZED (
    SELECT n.first, k.place
    FROM counted AS n
    FULL JOIN known AS k USING (cause_hash, waybill)
), gone AS (
    DELETE FROM waybill.open_causes
    WHERE ctid = ANY (ARRAY(SELECT place FROM compared WHERE first IS NULL))
)
INSERT INTO waybill.open_causes (cause_hash, waybill, system, kind, all_rows, chosen_rows, first, best, waits)
SELECT * FROM fresh
EXCEPT
SELECT cause_hash, waybill, system, kind, all_rows, chosen_rows, first, best, waits FROM known
ON CONFLICT (cause_hash, waybill) DO UPDATE
SET all_rows = excluded.all_rows, chosen_rows = excluded.chosen_rows, first = excluded.first, best = excluded.best,
    waits = excluded.waits
