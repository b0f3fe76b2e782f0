INSERT INTO waybill.switched_tables (waybill, ordinal, table_name, rows)
SELECT ?, ordinal, name, rows FROM unnest(?::text[], ?::bigint[]) WITH ORDINALITY AS tables (name, rows, ordinal)
