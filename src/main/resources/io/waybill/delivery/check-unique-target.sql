SELECT d.waybill_offset, {key|d.#::text| || ', ' || } AS key_text, concat_ws(', ', {unique|d.#}) AS found,
       {key|t.#::text| || ', ' || } AS other_key
FROM (SELECT {key}, waybill_offset, {expression|# AS waybill_u@} FROM {desired} AS d WHERE {predicate}) AS d
JOIN (SELECT {key}, {expression|# AS waybill_u@} FROM {stays} AS t WHERE {predicate}) AS t
    ON {same|#| AND }
ORDER BY d.waybill_offset
