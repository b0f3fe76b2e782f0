-- For this transaction only. Time limits that a server sets for people must not end a delivery.
SET LOCAL timezone = 'UTC';
SET LOCAL datestyle = 'ISO, YMD';
SET LOCAL standard_conforming_strings = on;
SET LOCAL statement_timeout = 0;
SET LOCAL idle_in_transaction_session_timeout = 0;
SET LOCAL lock_timeout = 0;
SET LOCAL jit = off;
-- The joined rows were written or read a moment ago, so they are in memory.
SET LOCAL random_page_cost = 1.1;
SET LOCAL work_mem = '64MB';
SET LOCAL maintenance_work_mem = '128MB';
-- The journal stores values as text: complete, and independent of settings.
SET LOCAL extra_float_digits = 1;
SET LOCAL bytea_output = 'hex';
SET LOCAL intervalstyle = 'postgres';
