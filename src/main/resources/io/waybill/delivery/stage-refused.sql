CREATE UNLOGGED TABLE IF NOT EXISTS {refused} WITH (autovacuum_enabled = false) AS
SELECT {key} FROM {table} WITH NO DATA
