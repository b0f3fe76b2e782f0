-- Foreign keys between the live tables and tables that are not switched, with the statements that move them: the new key is added beside
-- the old one; then the old one goes, and the new one gets its name. One that leads to a table which this transaction has locked against
-- writers may be added at any time. Adding a key looks through all rows of the table that has it: where these are many, it may be added
-- without if it is an ordinary one that holds for all rows now. Parameters: the schema of the tables that become the live ones, the live
-- tables, the size in bytes from which a table has many rows.
WITH given AS (SELECT ?::text AS shadow, ?::regclass[] AS tables, ?::bigint AS many),
keys AS (
    SELECT con.oid, con.conname, con.conrelid = ANY (given.tables) AS leaves, n.nspname AS child_schema, c.relname AS child,
           pn.nspname AS parent_schema, p.relname AS parent, given.shadow, given.many,
           ARRAY(SELECT a.attname::text FROM unnest(con.conkey) WITH ORDINALITY AS k (number, place)
                 JOIN pg_attribute AS a ON a.attrelid = con.conrelid AND a.attnum = k.number ORDER BY k.place) AS child_columns,
           ARRAY(SELECT a.attname::text FROM unnest(con.confkey) WITH ORDINALITY AS k (number, place)
                 JOIN pg_attribute AS a ON a.attrelid = con.confrelid AND a.attnum = k.number ORDER BY k.place) AS parent_columns,
           con.convalidated AND con.confmatchtype = 's' AND pg_get_constraintdef(con.oid) NOT LIKE '%PERIOD%' AS ordinary,
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
SELECT conname AS name, child_schema, child, child_columns, parent_schema, parent, parent_columns, leaves, leaves AND stopped AS ready,
       ordinary AND pg_relation_size(CASE WHEN leaves THEN format('%I.%I', shadow, child) ELSE format('%I.%I', child_schema, child) END::regclass)
           > many AS long,
       CASE WHEN leaves
            THEN format('ALTER TABLE %I.%I ADD CONSTRAINT %I %s', shadow, child, conname, definition)
            ELSE format('ALTER TABLE %I.%I ADD CONSTRAINT %I %s', child_schema, child, meanwhile,
                        replace(definition, format(' REFERENCES %I.%I(', parent_schema, parent), format(' REFERENCES %I.%I(', shadow, parent)))
            END AS adding,
       coalesce(CASE WHEN leaves
                     THEN format('; COMMENT ON CONSTRAINT %I ON %I.%I IS %L', conname, shadow, child, comment)
                     ELSE format('; COMMENT ON CONSTRAINT %I ON %I.%I IS %L', meanwhile, child_schema, child, comment) END, '') AS commenting,
       format('ALTER TABLE %I.%I DROP CONSTRAINT %I', child_schema, child, conname) AS dropping,
       CASE WHEN NOT leaves
            THEN format('ALTER TABLE %I.%I RENAME CONSTRAINT %I TO %I', child_schema, child, meanwhile, conname) END AS naming
FROM keys
ORDER BY child_schema, child, conname
