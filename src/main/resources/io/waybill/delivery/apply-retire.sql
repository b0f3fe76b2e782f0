UPDATE {table} AS t SET {retired} = {retirement} FROM {plan} AS p WHERE p.kind = 'r' AND {key|p.# = t.#| AND }
