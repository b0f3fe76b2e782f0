SELECT s.* FROM {stage} AS s JOIN {plan} AS p ON p.kind IN ('i', 'u') AND {key|p.# = s.#| AND }
