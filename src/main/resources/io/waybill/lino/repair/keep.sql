-- What a selection keeps of a table's rows: waybill_row is the place of the row in the dump, waybill_pass the first pass that selected it
-- (NULL: none), to which it belongs; waybill_reached the last pass that has come to it, and waybill_round by how many references from a row
-- that this pass itself selected.
CREATE TEMPORARY TABLE {rows} ON COMMIT DROP AS
SELECT NULL::bigint AS waybill_row, NULL::smallint AS waybill_pass, NULL::smallint AS waybill_reached, NULL::integer AS waybill_round, {typed}
FROM {target} WITH NO DATA
