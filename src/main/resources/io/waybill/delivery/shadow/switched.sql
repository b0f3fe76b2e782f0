SELECT s.live_schema, s.old_schema, s.writer::text AS writer, s.gone_at,
       array_agg(t.table_name ORDER BY t.ordinal) AS names, array_agg(t.rows ORDER BY t.ordinal) AS rows
FROM waybill.switches AS s
JOIN waybill.switched_tables AS t ON t.waybill = s.waybill
WHERE s.waybill = ?
GROUP BY s.waybill
