SELECT t.* FROM {table} AS t WHERE EXISTS (SELECT FROM {gone} AS g WHERE {key|g.# = t.#| AND })
