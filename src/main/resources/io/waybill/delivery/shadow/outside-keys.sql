-- Foreign keys between the live tables and tables that are not switched, with the statements that move them. Parameters: the schema of
-- the tables that become the live ones, the live tables.
WITH given AS (SELECT ?::text AS shadow, ?::regclass[] AS tables)
SELECT format('%I.%I', n.nspname, c.relname) AS child, format('%I.%I', pn.nspname, p.relname) AS parent,
       con.conrelid = ANY (given.tables) AS leaves,
       CASE WHEN con.conrelid = ANY (given.tables)
            THEN format('ALTER TABLE %I.%I ADD CONSTRAINT %I %s', given.shadow, c.relname, con.conname, pg_get_constraintdef(con.oid))
                 || coalesce(format('; COMMENT ON CONSTRAINT %I ON %I.%I IS %L', con.conname, given.shadow, c.relname,
                                    obj_description(con.oid, 'pg_constraint')), '')
            ELSE format('ALTER TABLE %I.%I ADD CONSTRAINT %I %s', n.nspname, c.relname, con.conname, pg_get_constraintdef(con.oid))
                 || coalesce(format('; COMMENT ON CONSTRAINT %I ON %I.%I IS %L', con.conname, n.nspname, c.relname,
                                    obj_description(con.oid, 'pg_constraint')), '') END AS adding,
       format('ALTER TABLE %I.%I DROP CONSTRAINT %I', n.nspname, c.relname, con.conname) AS dropping
FROM given
JOIN pg_constraint AS con ON con.contype = 'f' AND (con.conrelid = ANY (given.tables)) <> (con.confrelid = ANY (given.tables))
JOIN pg_class AS c ON c.oid = con.conrelid
JOIN pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_class AS p ON p.oid = con.confrelid
JOIN pg_namespace AS pn ON pn.oid = p.relnamespace
ORDER BY n.nspname, c.relname, con.conname
