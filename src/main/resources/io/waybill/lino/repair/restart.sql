UPDATE {rows} SET waybill_round = 0 WHERE waybill_reached = ? AND waybill_round > 0
