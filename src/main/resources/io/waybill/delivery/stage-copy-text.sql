COPY {stage} ({columns}, waybill_offset) FROM STDIN (FORMAT text, FREEZE)
