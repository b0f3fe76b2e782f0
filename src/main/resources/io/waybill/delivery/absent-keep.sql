UPDATE {stage} AS s
SET {column} = t.{column}
FROM {table} AS t
WHERE ? = ANY (s.waybill_absent) AND {key|s.# = t.#| AND }
