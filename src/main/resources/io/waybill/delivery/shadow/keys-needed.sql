-- Keys of a table that stays, to which rows of a table that comes refer.
CREATE UNLOGGED TABLE {keys} WITH (autovacuum_enabled = false) AS
SELECT DISTINCT {columns} FROM {coming} WHERE {columns|# IS NOT NULL| AND }
