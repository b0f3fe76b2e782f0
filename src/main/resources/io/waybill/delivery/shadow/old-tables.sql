-- Waybills whose replaced tables have been kept long enough.
SELECT s.waybill, s.old_schema, array_agg(t.table_name ORDER BY t.ordinal) AS names
FROM waybill.switches AS s
JOIN waybill.switched_tables AS t ON t.waybill = s.waybill
WHERE s.gone_at IS NULL AND s.switched_at < ?
GROUP BY s.waybill
ORDER BY s.waybill
