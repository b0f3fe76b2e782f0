-- Whether a row that is to be inserted has come to be there since it was planned.
SELECT EXISTS (SELECT FROM {plan} AS p JOIN {table} AS t ON {key|t.# = p.#| AND } WHERE p.kind = 'i')
