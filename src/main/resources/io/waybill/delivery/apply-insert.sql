INSERT INTO {table} ({columns}) {overriding}
SELECT {written}
FROM {stage} AS s
JOIN {plan} AS p ON p.kind = 'i' AND {key|p.# = s.#| AND }
