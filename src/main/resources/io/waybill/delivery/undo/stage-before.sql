-- What was updated, retired or deleted is wanted as it was.
INSERT INTO {stage} ({columns}, waybill_offset)
SELECT {before}, c.ordinal
FROM waybill.changes AS c
WHERE c.waybill = ? AND c.plan = ? AND c.kind <> 'i'
