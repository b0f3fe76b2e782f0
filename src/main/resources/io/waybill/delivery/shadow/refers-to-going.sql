-- Whether a row of a table that stays refers to a key that goes.
SELECT EXISTS (SELECT FROM {table} AS t JOIN {keys} AS g ON {columns,parents|t.#1 = g.#2| AND })
