SELECT t.* FROM {table} AS t
WHERE NOT EXISTS (SELECT FROM {stage} AS s WHERE {key|s.# = t.#| AND })
  AND NOT EXISTS (SELECT FROM {refused} AS r WHERE {key|r.# = t.#| AND })
