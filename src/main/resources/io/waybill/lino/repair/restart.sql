UPDATE {rows} SET waybill_round = 0 WHERE waybill_pass = ? AND waybill_round > 0
