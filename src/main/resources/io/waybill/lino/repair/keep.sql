-- What a selection keeps of a table's rows: waybill_row is the place of the row in the dump, waybill_pass the pass that selected it (NULL:
-- none), waybill_round how many references lead from a row that the pass itself selected to this one.
CREATE TEMPORARY TABLE {rows} ON COMMIT DROP AS
SELECT NULL::bigint AS waybill_row, NULL::smallint AS waybill_pass, NULL::integer AS waybill_round, {typed} FROM {target} WITH NO DATA
