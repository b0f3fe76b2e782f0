SELECT ordinal, table_schema, table_name, columns FROM waybill.plans WHERE waybill = ? ORDER BY ordinal
