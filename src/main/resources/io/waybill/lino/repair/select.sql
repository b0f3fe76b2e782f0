-- A row whose key another dump has given to this table already is not selected again.
UPDATE {rows} AS w SET waybill_pass = ?, waybill_round = 0
WHERE w.waybill_pass IS NULL{others| AND NOT #| |} AND {condition}
