SELECT t.* FROM {table} AS t
WHERE EXISTS (SELECT FROM {stage} AS s WHERE {key|s.# = t.#| AND })
   OR EXISTS (SELECT FROM {refused} AS r WHERE {key|r.# = t.#| AND })
