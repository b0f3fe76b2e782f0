-- Backups whose deliveries were committed, and those that an unfinished restore needs.
SELECT id, false AS needed
FROM waybill.backups
WHERE waybill = ANY (?)
UNION ALL
SELECT options ->> 'backup', true
FROM waybill.waybills
WHERE state NOT IN ('delivered', 'previewed', 'unchanged', 'refused', 'failed', 'undone') AND jsonb_exists(options, 'backup')
