-- Whether a key is missing to which rows of a table that comes refer.
SELECT EXISTS (SELECT FROM {keys} AS k WHERE NOT EXISTS (SELECT FROM {table} AS t WHERE {columns,parents|k.#1 = t.#2| AND }))
