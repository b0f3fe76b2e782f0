-- Foreign keys that hold for new rows and whose other rows have not been looked through. Those that are gone or hold for all are listed, too.
SELECT u.waybill, u.table_schema, u.table_name, u.key_name, con.oid IS NOT NULL AND NOT con.convalidated AS open
FROM waybill.unvalidated_keys AS u
LEFT JOIN (pg_constraint AS con
           JOIN pg_class AS c ON c.oid = con.conrelid
           JOIN pg_namespace AS n ON n.oid = c.relnamespace)
       ON con.contype = 'f' AND n.nspname = u.table_schema AND c.relname = u.table_name AND con.conname = u.key_name
ORDER BY u.waybill, u.table_schema, u.table_name, u.key_name
