SELECT DISTINCT t.{key} AS key FROM {child} AS c JOIN {table} AS t ON {fk,pk|c.#1 = t.#2| AND }
