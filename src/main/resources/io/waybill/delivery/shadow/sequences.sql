-- The sequences of the live tables, each with that of the table that takes its place. Parameters: the schema of the others, the live tables.
WITH given AS (SELECT ?::text AS coming, ?::regclass[] AS tables)
SELECT format('%I.%I', given.coming, c.relname) AS coming, a.attname,
       pg_get_serial_sequence(format('%I.%I', n.nspname, c.relname), a.attname) AS live_sequence,
       pg_get_serial_sequence(format('%I.%I', given.coming, c.relname), a.attname) AS coming_sequence
FROM given
JOIN pg_class AS c ON c.oid = ANY (given.tables)
JOIN pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE pg_get_serial_sequence(format('%I.%I', n.nspname, c.relname), a.attname) IS NOT NULL
  AND pg_get_serial_sequence(format('%I.%I', given.coming, c.relname), a.attname) IS NOT NULL
ORDER BY c.relname, a.attnum
