-- Tables that refer to the wanted ones, or that these refer to, which this role may not read; or whose schema it may not use.
SELECT DISTINCT related.of_table AS oid, quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS sql_name,
       quote_ident(n.nspname) AS schema, has_schema_privilege(n.oid, 'USAGE') AS usable, has_table_privilege(c.oid, 'SELECT') AS readable
FROM (SELECT conrelid AS of_table, confrelid AS related FROM pg_constraint WHERE contype = 'f' AND conrelid = ANY (?::oid[])
      UNION
      SELECT confrelid, conrelid FROM pg_constraint WHERE contype = 'f' AND confrelid = ANY (?::oid[])) AS related
JOIN pg_class AS c ON c.oid = related.related
JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE NOT (has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT'))
ORDER BY 1, 2
