-- The tables that a waybill changes. Until the commit, a plan that was approved exists beside the one that is carried out.
SELECT DISTINCT ON (table_schema, table_name) ordinal, table_name, model, columns
FROM waybill.plans
WHERE waybill = ?
ORDER BY table_schema, table_name, ordinal DESC
