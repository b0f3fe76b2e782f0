UPDATE {stage} AS s
SET {column} = n.number
FROM (SELECT {key|s.#}, {next} AS number
      FROM {stage} AS s
      WHERE NOT EXISTS (SELECT FROM {table} AS t WHERE {key|t.# = s.#| AND }) AND ? = ANY (s.waybill_absent)) AS n
WHERE {key|n.# = s.#| AND }
