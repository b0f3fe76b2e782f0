-- Rows that were updated, retired or deleted, as they were before.
INSERT INTO {stage} ({columns}, waybill_offset)
SELECT {before}, c.ordinal
FROM waybill.changes AS c
WHERE c.waybill = ? AND c.plan = ? AND c.kind <> 'i'
