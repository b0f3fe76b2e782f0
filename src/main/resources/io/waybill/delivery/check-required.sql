SELECT waybill_offset, {key|coalesce(#::text, 'NULL')| || ', ' || } AS key_text, ARRAY[{required|# IS NULL}] AS missing
FROM {rows} AS d
WHERE {required|# IS NULL| OR }
ORDER BY waybill_offset
