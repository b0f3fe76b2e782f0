-- The tables that a waybill changes. Where an earlier plan was approved, that stands beside the one that is carried out, until the commit.
SELECT DISTINCT ON (table_schema, table_name) ordinal, table_name, model, columns
FROM waybill.plans
WHERE waybill = ?
ORDER BY table_schema, table_name, ordinal DESC
