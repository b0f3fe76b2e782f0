ROLLBACK TO SAVEPOINT waybill_backup;
RELEASE SAVEPOINT waybill_backup;
