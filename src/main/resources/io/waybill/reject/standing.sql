-- What is chosen for the open rejects with the same cause as each of some, by answer and person: the ten most frequent of each cause.
WITH one AS MATERIALIZED (
    SELECT id, cause_hash, system, kind, rule, cause
    FROM waybill.rejects
    WHERE id = ANY (?)
)
SELECT *
FROM (
    SELECT one.id AS first, ch.answer, ch.cells IS NOT NULL AS mended, ch.chosen_by, count(*) AS all_rows, max(ch.chosen_at) AS latest,
           row_number() OVER (PARTITION BY one.id ORDER BY count(*) DESC, max(ch.chosen_at) DESC, ch.answer, ch.chosen_by) AS place
    FROM waybill.choices AS ch
    JOIN waybill.rejects AS r ON r.id = ch.reject AND r.state = 'open'
    JOIN one ON one.cause_hash = r.cause_hash
    WHERE (r.system, r.kind, r.rule, r.cause) = (one.system, one.kind, one.rule, one.cause)
      AND (?::bigint IS NULL OR r.waybill = ?)
      AND (?::bigint[] IS NULL OR r.id = ANY (?))
      AND (?::text IS NULL OR ch.chosen_by <> ?)
    GROUP BY one.id, ch.answer, ch.cells IS NOT NULL, ch.chosen_by
) AS ranked
WHERE place <= 10
ORDER BY first, place
