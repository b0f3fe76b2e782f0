SELECT s.waybill_offset, {key|s.#::text| || ', ' || } AS key_text
FROM {stage} AS s
WHERE ? = ANY (s.waybill_absent) AND NOT EXISTS (SELECT FROM {table} AS t WHERE {key|s.# = t.#| AND })
ORDER BY s.waybill_offset
