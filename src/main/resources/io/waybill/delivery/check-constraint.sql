SELECT waybill_offset, {key|#::text| || ', ' || } AS key_text, concat_ws(', ', {speaksof|#|, |NULL}) AS found
FROM {rows} AS d
WHERE NOT ({expression})
ORDER BY waybill_offset
