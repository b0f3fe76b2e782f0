-- Of some tables: the columns that refer to one column of another table, and, without such a column, each table's own key of one column.
WITH wanted AS (
    SELECT t.oid, n.nspname, t.relname, CASE n.nspname WHEN 'public' THEN t.relname ELSE n.nspname || '.' || t.relname END AS known_as
    FROM pg_class AS t
    JOIN pg_namespace AS n ON n.oid = t.relnamespace
    WHERE n.nspname || '.' || t.relname = ANY(?) AND t.relkind IN ('r', 'p')
)
SELECT w.known_as AS from_table, f.attname AS from_column, n.nspname AS to_schema, t.relname AS to_table, a.attname AS to_column,
       format_type(a.atttypid, NULL) AS to_type
FROM wanted AS w
JOIN pg_constraint AS c ON c.conrelid = w.oid AND c.contype = 'f' AND cardinality(c.conkey) = 1
JOIN pg_attribute AS f ON f.attrelid = w.oid AND f.attnum = c.conkey[1]
JOIN pg_class AS t ON t.oid = c.confrelid
JOIN pg_namespace AS n ON n.oid = t.relnamespace
JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum = c.confkey[1]
UNION ALL
SELECT w.known_as, NULL, w.nspname, w.relname, a.attname, format_type(a.atttypid, NULL)
FROM wanted AS w
JOIN pg_constraint AS c ON c.conrelid = w.oid AND c.contype = 'p' AND cardinality(c.conkey) = 1
JOIN pg_attribute AS a ON a.attrelid = w.oid AND a.attnum = c.conkey[1]
