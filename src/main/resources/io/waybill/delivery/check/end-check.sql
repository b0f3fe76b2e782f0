ROLLBACK TO SAVEPOINT waybill_check;
RELEASE SAVEPOINT waybill_check;
