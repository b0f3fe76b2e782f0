-- Foreign keys between the live tables and tables that are not switched, with the statements that move them: the new key is added, and
-- its rows looked through, beside the old one; then the old one goes, and the new one gets its name. One that leads to a table which this
-- transaction has locked against writers may be added at any time. Parameters: the schema of the tables that become the live ones, the live
-- tables.
WITH given AS (SELECT ?::text AS shadow, ?::regclass[] AS tables),
keys AS (
    SELECT con.oid, con.conname, con.conrelid = ANY (given.tables) AS leaves, n.nspname AS child_schema, c.relname AS child,
           pn.nspname AS parent_schema, p.relname AS parent, given.shadow,
           EXISTS (SELECT FROM pg_locks AS l
                   WHERE l.locktype = 'relation' AND l.relation = p.oid AND l.pid = pg_backend_pid() AND l.granted
                     AND l.mode IN ('ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
                     AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())) AS stopped, pg_get_constraintdef(con.oid) AS definition,
           obj_description(con.oid, 'pg_constraint') AS comment, 'waybill_key_' || con.oid AS meanwhile
    FROM given
    JOIN pg_constraint AS con ON con.contype = 'f' AND (con.conrelid = ANY (given.tables)) <> (con.confrelid = ANY (given.tables))
    JOIN pg_class AS c ON c.oid = con.conrelid
    JOIN pg_namespace AS n ON n.oid = c.relnamespace
    JOIN pg_class AS p ON p.oid = con.confrelid
    JOIN pg_namespace AS pn ON pn.oid = p.relnamespace)
SELECT format('%I.%I', child_schema, child) AS child, format('%I.%I', parent_schema, parent) AS parent, leaves, leaves AND stopped AS ready,
       CASE WHEN leaves
            THEN format('ALTER TABLE %I.%I ADD CONSTRAINT %I %s', shadow, child, conname, definition)
                 || coalesce(format('; COMMENT ON CONSTRAINT %I ON %I.%I IS %L', conname, shadow, child, comment), '')
            ELSE format('ALTER TABLE %I.%I ADD CONSTRAINT %I %s', child_schema, child, meanwhile,
                        replace(definition, format(' REFERENCES %I.%I(', parent_schema, parent), format(' REFERENCES %I.%I(', shadow, parent)))
                 || coalesce(format('; COMMENT ON CONSTRAINT %I ON %I.%I IS %L', meanwhile, child_schema, child, comment), '') END AS adding,
       format('ALTER TABLE %I.%I DROP CONSTRAINT %I', child_schema, child, conname) AS dropping,
       CASE WHEN NOT leaves
            THEN format('ALTER TABLE %I.%I RENAME CONSTRAINT %I TO %I', child_schema, child, meanwhile, conname) END AS naming
FROM keys
ORDER BY child_schema, child, conname
