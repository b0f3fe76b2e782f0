-- References that form a circle are written after all rows have been inserted.
UPDATE {table} AS t
SET {late|# = s.#}
FROM {stage} AS s
JOIN {plan} AS p ON p.kind = 'i' AND {key|p.# = s.#| AND }
WHERE {key|t.# = s.#| AND } AND ({late|s.# IS NOT NULL| OR })
