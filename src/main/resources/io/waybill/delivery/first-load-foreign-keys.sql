-- Foreign keys of the tables to be loaded that refer to tables which are empty as well.
SELECT format('ALTER TABLE %I.%I DROP CONSTRAINT %I', n.nspname, c.relname, con.conname) AS drop_sql,
       format('ALTER TABLE %I.%I ADD CONSTRAINT %I %s', n.nspname, c.relname, con.conname, pg_get_constraintdef(con.oid))
       || coalesce(format('; COMMENT ON CONSTRAINT %I ON %I.%I IS %L', con.conname, n.nspname, c.relname,
                          obj_description(con.oid, 'pg_constraint')), '') AS restore_sql
FROM pg_constraint AS con
JOIN pg_class AS c ON c.oid = con.conrelid
JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE con.contype = 'f' AND con.conrelid = ANY (?::regclass[]) AND con.confrelid = ANY (?::regclass[])
  AND con.conparentid = 0 AND con.conislocal AND con.coninhcount = 0
  -- somebody has disabled it: creating it again would enable it
  AND NOT EXISTS (SELECT FROM pg_trigger WHERE tgconstraint = con.oid AND tgenabled <> 'O')
  AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_constraint'::regclass AND objid = con.oid AND deptype IN ('e', 'x'))
ORDER BY con.conrelid, con.conname
