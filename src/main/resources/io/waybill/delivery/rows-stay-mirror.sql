SELECT t.* FROM {table} AS t
WHERE EXISTS (SELECT FROM {refused} AS r WHERE {key|r.# = t.#| AND })
  AND NOT EXISTS (SELECT FROM {stage} AS s WHERE {key|s.# = t.#| AND })
