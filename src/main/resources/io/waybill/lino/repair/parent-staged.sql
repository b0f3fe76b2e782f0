AND NOT EXISTS (SELECT FROM {parentstage} AS q WHERE {fk,pk|s.#1 = q.#2| AND })
