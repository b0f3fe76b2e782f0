-- A row that an earlier pass has selected goes on belonging to it, but this pass follows its references, too. A row whose key another dump
-- has given to this table already is not selected again.
UPDATE {rows} AS w SET waybill_pass = coalesce(w.waybill_pass, ?), waybill_reached = ?, waybill_round = 0
WHERE {others|NOT #| AND |true} AND {condition}
