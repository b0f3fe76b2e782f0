SELECT {key|p.#::text| || ', ' || } AS key_text, {childkey|c.#::text| || ', ' || } AS child_key
FROM {keepers} AS c
JOIN {leaves} AS p ON {fk,pk|c.#1 = p.#2| AND }
WHERE NOT EXISTS (SELECT FROM {desired} AS d WHERE {suppliedfk,suppliedpk|c.#1 = d.#2| AND |false})
ORDER BY 1
