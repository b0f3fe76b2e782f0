-- Rows outside the delivery that refer to a row whose key another row takes: its unique value lives on under another key, or the value
-- that it gets has another key now.
SELECT {key|t.#::text| || ', ' || } AS key_text, {childkey|c.#::text| || ', ' || } AS child_key,
       {key|moved.#::text| || ', ' || } AS now_at, {key|taking.#::text| || ', ' || } AS was_at
FROM {keepers} AS c
JOIN {table} AS t ON {fk,pk|c.#1 = t.#2| AND }
JOIN {plan} AS p ON p.kind = 'u' AND {key|p.# = t.#| AND }
JOIN {desired} AS d ON {key|d.# = t.#| AND }
LEFT JOIN {after} AS moved ON {same|moved.# = t.#| AND } AND NOT ({key|moved.# = t.#| AND })
LEFT JOIN {table} AS taking ON {same|taking.# = d.#| AND } AND NOT ({key|taking.# = d.#| AND })
WHERE ({same|t.# IS DISTINCT FROM d.#| OR }) AND ({key|moved.# IS NOT NULL| AND } OR {key|taking.# IS NOT NULL| AND })
ORDER BY 1, 2
