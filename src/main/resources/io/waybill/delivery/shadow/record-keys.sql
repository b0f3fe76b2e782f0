-- Parameters: the waybill; schema, table and name of each key.
INSERT INTO waybill.unvalidated_keys (waybill, table_schema, table_name, key_name)
SELECT ?, k.* FROM unnest(?::text[], ?::text[], ?::text[]) AS k
ON CONFLICT (table_schema, table_name, key_name) DO UPDATE SET waybill = excluded.waybill
