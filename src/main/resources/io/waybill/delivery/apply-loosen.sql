-- References that form a circle are set to NULL in the rows that are deleted next.
UPDATE {table} AS t
SET {late|# = NULL}
FROM {plan} AS p
WHERE p.kind = 'd' AND {key|p.# = t.#| AND } AND ({late|t.# IS NOT NULL| OR })
