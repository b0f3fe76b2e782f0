-- Of some tables: the columns that hold points in time or local times.
SELECT CASE n.nspname WHEN 'public' THEN t.relname ELSE n.nspname || '.' || t.relname END AS known_as, a.attname AS name, y.typname AS type
FROM pg_class AS t
JOIN pg_namespace AS n ON n.oid = t.relnamespace
JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_type AS y ON y.oid = a.atttypid AND y.typname IN ('timestamp', 'timestamptz')
WHERE n.nspname || '.' || t.relname = ANY(?) AND t.relkind IN ('r', 'p')
