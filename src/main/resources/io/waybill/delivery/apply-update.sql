UPDATE {table} AS t
SET {values|# = s.#}
FROM {stage} AS s
JOIN {plan} AS p ON p.kind = 'u' AND {key|p.# = s.#| AND }
WHERE {key|t.# = s.#| AND }
