-- The tables that are visible without a schema, but for those of PostgreSQL itself.
SELECT c.relname
FROM pg_class AS c
JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND pg_table_is_visible(c.oid) AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_inherits WHERE inhparent = c.oid OR inhrelid = c.oid)
ORDER BY c.relname
