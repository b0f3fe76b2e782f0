-- Tables with a primary key outside a feed that refer to its tables, and whose rows this role may not change.
SELECT DISTINCT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS sql_name
FROM pg_constraint AS f
JOIN pg_class AS c ON c.oid = f.conrelid
JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE f.contype = 'f' AND f.confrelid = ANY (?::oid[]) AND f.conrelid <> ALL (?::oid[]) AND c.relkind = 'r'
  AND EXISTS (SELECT FROM pg_constraint AS k WHERE k.contype = 'p' AND k.conrelid = c.oid)
  AND NOT (has_table_privilege(c.oid, 'UPDATE') AND has_table_privilege(c.oid, 'DELETE'))
ORDER BY 1
