SELECT number, claimed_at, state IN ('delivered', 'previewed', 'unchanged', 'refused', 'failed', 'undone') AS ended
FROM waybill.waybills
WHERE number = ANY (?)
