UPDATE waybill.switches SET gone_at = now() WHERE waybill = ?
