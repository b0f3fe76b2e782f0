-- The desired rows, with the target's own types; where they stood in the drop (NULL: carried over from the target); which
-- columns (0-based positions) their records lacked.
CREATE UNLOGGED TABLE {stage} WITH (autovacuum_enabled = false) AS
SELECT {staged}, NULL::bigint AS waybill_offset, NULL::int2[] AS waybill_absent FROM {table} WITH NO DATA
