-- For this transaction only. Limits that a server sets for people must not cut a delivery off.
SET LOCAL timezone = 'UTC';
SET LOCAL datestyle = 'ISO, YMD';
SET LOCAL standard_conforming_strings = on;
SET LOCAL statement_timeout = 0;
SET LOCAL idle_in_transaction_session_timeout = 0;
SET LOCAL lock_timeout = 0;
SET LOCAL jit = off;
-- What is joined was written or read a moment ago: it is in memory.
SET LOCAL random_page_cost = 1.1;
SET LOCAL work_mem = '64MB';
SET LOCAL maintenance_work_mem = '128MB';
-- Values are written out for the journal: whole, and the same wherever they are read back.
SET LOCAL extra_float_digits = 1;
SET LOCAL bytea_output = 'hex';
SET LOCAL intervalstyle = 'postgres';
