UPDATE {table} AS parked
SET {column} = {value}
FROM (SELECT {key|t.#}, row_number() OVER () AS n
      FROM (SELECT {key}, {expression|# AS waybill_u@} FROM {table} AS t WHERE {predicate}) AS t
      JOIN {plan} AS giving ON giving.kind IN ('u', 'd') AND {key|giving.# = t.#| AND }
      JOIN (SELECT {key}, {expression|# AS waybill_u@} FROM {stage} AS s WHERE {predicate}) AS s ON {same|#| AND }
      JOIN {plan} AS taking ON taking.kind IN ('i', 'u') AND {key|taking.# = s.#| AND }
      WHERE {key|s.# <> t.#| OR }) AS x
WHERE {key|x.# = parked.#| AND }
