-- For the time of the reading only: taken back with the savepoint. Nothing can be written, no policy leaves rows out without a word,
-- values are written in forms that do not depend on a setting.
SAVEPOINT waybill_backup;
SET LOCAL transaction_read_only = on;
SET LOCAL row_security = off;
SET LOCAL timezone = 'UTC';
SET LOCAL datestyle = 'ISO, YMD';
SET LOCAL intervalstyle = 'postgres';
SET LOCAL bytea_output = 'hex';
SET LOCAL extra_float_digits = 3;
