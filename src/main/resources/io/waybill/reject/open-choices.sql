-- What is chosen for the open rejects with the same cause as each of some, by answer and person: the ten most frequent of each cause.
SELECT *
FROM (
    SELECT one.id AS first, c.answer, c.mended, c.chosen_by, sum(c.all_rows)::bigint AS all_rows, max(c.latest) AS latest,
           row_number() OVER (PARTITION BY one.id ORDER BY sum(c.all_rows) DESC, max(c.latest) DESC, c.answer, c.chosen_by) AS place
    FROM waybill.rejects AS one
    JOIN waybill.open_choices AS c ON c.cause_hash = one.cause_hash
    WHERE one.id = ANY (?)
      AND (?::bigint IS NULL OR c.waybill = ?)
    GROUP BY one.id, c.answer, c.mended, c.chosen_by
) AS ranked
WHERE place <= 10
ORDER BY first, place
