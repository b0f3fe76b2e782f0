-- For the transaction of a selection only: one moment of the target, nothing of it changed, texts of values as everywhere.
SET TRANSACTION ISOLATION LEVEL REPEATABLE READ;
SET LOCAL timezone = 'UTC';
SET LOCAL datestyle = 'ISO, YMD';
SET LOCAL standard_conforming_strings = on;
SET LOCAL statement_timeout = 0;
SET LOCAL idle_in_transaction_session_timeout = 0;
SET LOCAL jit = off;
-- What a pass has selected is not in the statistics: whole tables are joined, never row by row.
SET LOCAL enable_nestloop = off;
SET LOCAL work_mem = '64MB';
