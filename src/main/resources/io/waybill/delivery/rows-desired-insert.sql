SELECT s.* FROM {stage} AS s WHERE NOT EXISTS (SELECT FROM {table} AS t WHERE {key|s.# = t.#| AND })
