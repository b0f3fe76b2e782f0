-- The desired rows, with the types of the target; the offset of each in the drop (NULL when it was carried over from the target);
-- the columns (0-based positions) that its record lacked.
CREATE UNLOGGED TABLE {stage} WITH (autovacuum_enabled = false) AS
SELECT {staged}, NULL::bigint AS waybill_offset, NULL::int2[] AS waybill_absent FROM {table} WITH NO DATA
