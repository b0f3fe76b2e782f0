SELECT count(waybill_offset) AS of_drop, count(*) - count(waybill_offset) AS carried FROM {stage}
