SELECT t.* FROM {table} AS t
WHERE NOT EXISTS (SELECT FROM {stage} AS s WHERE {key|s.# = t.#| AND })
  AND NOT EXISTS (SELECT FROM {gone} AS g WHERE {key|g.# = t.#| AND })
