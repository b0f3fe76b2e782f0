DELETE FROM {table} AS t USING {plan} AS p WHERE p.kind = 'd' AND {key|p.# = t.#| AND }
