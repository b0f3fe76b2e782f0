-- The selected rows in the order of the dump; a row is twice there when one before it has the same key.
SELECT waybill_row, waybill_pass,
       {key} IS NOT NULL AND row_number() OVER (PARTITION BY {key} ORDER BY waybill_row) > 1 AS twice
FROM {rows}
WHERE waybill_pass IS NOT NULL
ORDER BY waybill_row
