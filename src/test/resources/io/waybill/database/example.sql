SELECT {key}, {key|s.#::text| || ', ' || } AS key_text, '{}'::jsonb, '{1,2}'::int[]
FROM {table} AS s
JOIN t ON {fk,pk|s.#1 = t.#2| AND }
WHERE {key|s.# = u@| OR } OR {none|#| OR |false}
