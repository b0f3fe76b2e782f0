COPY {stage} ({columns}, waybill_offset, waybill_absent) FROM STDIN (FORMAT text, ENCODING 'UTF8')
