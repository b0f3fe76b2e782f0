SELECT d.waybill_offset, d.key_text, d.first_offset
FROM (SELECT s.waybill_offset, {key|s.#::text| || ', ' || } AS key_text,
             min(s.waybill_offset) OVER (PARTITION BY {key|s.#}) AS first_offset,
             row_number() OVER (PARTITION BY {key|s.#} ORDER BY s.waybill_offset NULLS FIRST) AS place
      FROM {stage} AS s
      JOIN (SELECT {key} FROM {stage} GROUP BY {key} HAVING count(*) > 1) AS twice ON {key|twice.# = s.#| AND }) AS d
WHERE d.place > 1
ORDER BY d.waybill_offset
