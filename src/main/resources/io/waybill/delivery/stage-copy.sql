-- FREEZE: the table was made in this transaction, so that nobody has to look up who may see its rows.
COPY {stage} ({columns}, waybill_offset, waybill_absent) FROM STDIN (FORMAT binary, FREEZE)
