DELETE FROM waybill.check_results WHERE waybill = ?
