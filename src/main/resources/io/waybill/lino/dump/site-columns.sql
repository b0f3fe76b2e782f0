-- The columns of all tables of a schema, in their order; of a domain the type that it is made of.
SELECT
    a.attrelid,
    a.attname,
    coalesce(b.typname, t.typname) AS type_name,
    format_type(a.atttypid, a.atttypmod) AS type,
    a.attnotnull,
    a.attgenerated <> '' AS generated
FROM pg_attribute AS a
JOIN pg_class AS c ON c.oid = a.attrelid
JOIN pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_type AS t ON t.oid = a.atttypid
LEFT JOIN pg_type AS b ON b.oid = t.typbasetype
WHERE n.nspname = ? AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attrelid, a.attnum
