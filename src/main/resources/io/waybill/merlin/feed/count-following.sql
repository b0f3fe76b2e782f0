-- Rows that no row of the drop is, but that follow from them.
SELECT count(*) FROM {stage} WHERE waybill_offset = 0
