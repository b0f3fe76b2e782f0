-- Rows written at or after the horizon that are there already.
CREATE UNLOGGED TABLE {seen} WITH (autovacuum_enabled = false) AS
{selects|#| UNION ALL }
