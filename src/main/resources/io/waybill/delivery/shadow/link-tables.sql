-- Statements that add the foreign keys between the live tables to their copies. Parameters: the schema of the copies, the live tables.
WITH given AS (SELECT ?::text AS shadow, ?::regclass[] AS tables)
SELECT format('ALTER TABLE %I.%I ADD CONSTRAINT %I %s', given.shadow, c.relname, con.conname,
              replace(pg_get_constraintdef(con.oid), format(' REFERENCES %I.%I(', pn.nspname, p.relname),
                      format(' REFERENCES %I.%I(', given.shadow, p.relname)))
       || coalesce(format('; COMMENT ON CONSTRAINT %I ON %I.%I IS %L', con.conname, given.shadow, c.relname,
                          obj_description(con.oid, 'pg_constraint')), '') AS statement
FROM given
JOIN pg_constraint AS con ON con.contype = 'f' AND con.conrelid = ANY (given.tables) AND con.confrelid = ANY (given.tables)
JOIN pg_class AS c ON c.oid = con.conrelid
JOIN pg_class AS p ON p.oid = con.confrelid
JOIN pg_namespace AS pn ON pn.oid = p.relnamespace
ORDER BY c.relname, con.conname
