-- Keys that the live table has and the one that takes its place has not: only rows that refer to these would then refer to nothing.
CREATE UNLOGGED TABLE {keys} WITH (autovacuum_enabled = false) AS
SELECT {columns} FROM {live}
EXCEPT
SELECT {columns} FROM {coming}
