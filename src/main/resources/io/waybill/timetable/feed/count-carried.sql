SELECT count(*) FROM {stage} WHERE waybill_offset IS NULL
