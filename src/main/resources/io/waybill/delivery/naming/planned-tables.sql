-- The tables that a waybill is about.
SELECT table_schema, table_name
FROM waybill.plans
WHERE waybill = ?
