-- Keys of rows that are to be deleted because the drop names them.
CREATE UNLOGGED TABLE {gone} WITH (autovacuum_enabled = false) AS
SELECT {key}, NULL::bigint AS waybill_offset FROM {table} WITH NO DATA
