-- Only while reading; undone with the savepoint. Nothing can be written, no row security policy can silently leave out rows, and values
-- are written in forms that do not depend on settings.
SAVEPOINT waybill_backup;
SET LOCAL transaction_read_only = on;
SET LOCAL row_security = off;
SET LOCAL timezone = 'UTC';
SET LOCAL datestyle = 'ISO, YMD';
SET LOCAL intervalstyle = 'postgres';
SET LOCAL bytea_output = 'hex';
SET LOCAL extra_float_digits = 3;
