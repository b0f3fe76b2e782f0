-- Keys of the rows that were inserted, to be deleted.
INSERT INTO {gone} ({key}, waybill_offset)
SELECT {keyvalues}, c.ordinal
FROM waybill.changes AS c
WHERE c.waybill = ? AND c.plan = ? AND c.kind = 'i'
