-- FREEZE is possible because the table was created in this transaction; it spares readers visibility checks.
COPY {stage} ({columns}, waybill_offset, waybill_absent) FROM STDIN (FORMAT binary, FREEZE)
