SAVEPOINT waybill_check;
SET LOCAL transaction_read_only = on;
