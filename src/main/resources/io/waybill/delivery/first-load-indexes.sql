-- Indexes that enforce nothing and are completely restored by their definition.
SELECT format('DROP INDEX %I.%I', n.nspname, c.relname) AS drop_sql,
       pg_get_indexdef(i.indexrelid)
       || coalesce(format('; COMMENT ON INDEX %I.%I IS %L', n.nspname, c.relname,
                          obj_description(i.indexrelid, 'pg_class')), '') AS restore_sql
FROM pg_index AS i
JOIN pg_class AS c ON c.oid = i.indexrelid
JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE i.indrelid = ANY (?::regclass[])
  AND NOT i.indisunique AND NOT i.indisexclusion AND NOT i.indisclustered AND NOT i.indisreplident
  AND i.indisvalid AND i.indexprs IS NULL AND c.reltablespace = 0 AND NOT c.relispartition
  AND NOT EXISTS (SELECT FROM pg_constraint AS con WHERE con.conindid = i.indexrelid)
  AND NOT EXISTS (SELECT FROM pg_depend AS d
                  WHERE d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid AND d.deptype IN ('e', 'x')
                     OR d.refclassid = 'pg_class'::regclass AND d.refobjid = i.indexrelid)
ORDER BY i.indrelid, c.relname
