-- Rows outside the delivery that the database itself would change or delete, because they refer to a value that its row does not keep.
SELECT {key|t.#::text| || ', ' || } AS key_text, {childkey|c.#::text| || ', ' || } AS child_key
FROM {keepers} AS c
JOIN {table} AS t ON {fk,pk|c.#1 = t.#2| AND }
JOIN {plan} AS p ON p.kind IN ('u', 'd') AND {key|p.# = t.#| AND }
LEFT JOIN {desired} AS d ON {key|d.# = t.#| AND }
WHERE p.kind = 'd' OR {suppliedpk|t.# IS DISTINCT FROM d.#| OR |false}
ORDER BY 1, 2
