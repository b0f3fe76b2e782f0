-- Counts what is chosen for open rejects anew, by cause, waybill, answer and person; of the same rejects as causes are counted of. Old and
-- new counts are compared as those of causes are.
WITH counted AS MATERIALIZED (
    SELECT r.cause_hash, r.waybill, r.system, r.kind, ch.answer, ch.cells IS NOT NULL AS mended, ch.chosen_by, count(*) AS all_rows,
           max(ch.chosen_at) AS latest
    FROM waybill.choices AS ch
    JOIN waybill.rejects AS r ON r.id = ch.reject AND r.state = 'open'
    WHERE (?::text IS NULL OR r.system = ?)
      AND (?::text IS NULL OR r.kind = ?)
      AND (?::bigint[] IS NULL OR r.cause_hash = ANY (?))
    GROUP BY r.cause_hash, r.waybill, r.system, r.kind, ch.answer, ch.cells IS NOT NULL, ch.chosen_by
), known AS MATERIALIZED (
    SELECT c.*, c.ctid AS place
    FROM waybill.open_choices AS c
    WHERE (?::text IS NULL OR c.system = ?)
      AND (?::text IS NULL OR c.kind = ?)
      AND (?::bigint[] IS NULL OR c.cause_hash = ANY (?))
), compared AS MATERIALIZED (
    SELECT n.all_rows, k.place
    FROM counted AS n
    FULL JOIN known AS k
        ON n.cause_hash = k.cause_hash
       AND n.waybill = k.waybill
       AND n.chosen_by = k.chosen_by
       AND n.answer IS NOT DISTINCT FROM k.answer
       AND n.mended = k.mended
       AND n.all_rows = k.all_rows
       AND n.latest = k.latest
), gone AS (
    DELETE FROM waybill.open_choices
    WHERE ctid = ANY (ARRAY(SELECT place FROM compared WHERE all_rows IS NULL))
)
INSERT INTO waybill.open_choices (cause_hash, waybill, system, kind, answer, mended, chosen_by, all_rows, latest)
SELECT * FROM counted
EXCEPT
SELECT cause_hash, waybill, system, kind, answer, mended, chosen_by, all_rows, latest FROM known
