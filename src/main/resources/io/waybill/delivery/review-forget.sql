WITH gone AS (DELETE FROM waybill.plans WHERE waybill = ? AND ordinal <= ? RETURNING waybill, ordinal)
DELETE FROM waybill.changes AS c USING gone WHERE c.waybill = gone.waybill AND c.plan = gone.ordinal
