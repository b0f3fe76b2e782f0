SELECT waybill_offset, {key|#::text| || ', ' || } AS key_text, {column} AS found
FROM {stage}
WHERE NOT pg_input_is_valid({column}, ?)
ORDER BY waybill_offset
