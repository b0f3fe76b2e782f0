-- What a waybill changes, in the order of its rows; last what follows from them.
SELECT coalesce(nullif(c.byte_offset, 0), 9223372036854775807) AS row, c.kind, c.key, c.before, c.after, p.table_name, p.model, p.columns
FROM waybill.changes AS c
JOIN waybill.plans AS p ON p.waybill = c.waybill AND p.ordinal = c.plan
WHERE c.waybill = ?
ORDER BY 1, c.plan, c.ordinal
