UPDATE {stage} AS s
SET {column} = {default}
WHERE NOT EXISTS (SELECT FROM {table} AS t WHERE {key|s.# = t.#| AND }) AND ? = ANY (s.waybill_absent)
