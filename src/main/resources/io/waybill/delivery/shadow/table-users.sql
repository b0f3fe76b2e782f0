-- Transactions of others that use one of the tables, readers included. Parameter: the tables.
SELECT DISTINCT virtualtransaction
FROM pg_locks
WHERE locktype = 'relation' AND granted AND pid IS DISTINCT FROM pg_backend_pid()
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND relation = ANY (?::regclass[]::oid[])
