-- The rows of a table in a dump, and those that each pass has selected (NULL: none).
SELECT waybill_pass, count(*) AS rows FROM {rows} GROUP BY waybill_pass ORDER BY waybill_pass
