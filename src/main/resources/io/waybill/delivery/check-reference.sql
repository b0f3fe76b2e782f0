SELECT d.waybill_offset, {key|d.#::text| || ', ' || } AS key_text, concat_ws(', ', {fk|d.#}) AS found
FROM {rows} AS d
WHERE {fk|d.# IS NOT NULL| AND } AND NOT EXISTS (SELECT FROM {parents} AS p WHERE {fk,pk|d.#1 = p.#2| AND })
ORDER BY d.waybill_offset
