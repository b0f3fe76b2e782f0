-- Statements that give the filled copies the keys and indexes of the live tables. Parameters: the schema of the copies, the live tables.
WITH given AS (SELECT ?::text AS shadow, ?::regclass[] AS tables),
indexes AS (
    SELECT n.nspname, c.relname, x.relname AS index_name, given.shadow, i.indexrelid, i.indisunique, i.indisclustered, i.indisreplident,
           i.indisprimary, con.conname, con.oid AS constraint_oid,
           format('CREATE %sINDEX %I ON %I.%I USING ', CASE WHEN i.indisunique THEN 'UNIQUE ' END, x.relname, n.nspname, c.relname) AS beginning,
           pg_get_indexdef(i.indexrelid) AS definition
    FROM given
    JOIN pg_class AS c ON c.oid = ANY (given.tables)
    JOIN pg_namespace AS n ON n.oid = c.relnamespace
    JOIN pg_index AS i ON i.indrelid = c.oid
    JOIN pg_class AS x ON x.oid = i.indexrelid
    LEFT JOIN pg_constraint AS con ON con.conindid = i.indexrelid AND con.conrelid = c.oid AND con.contype IN ('p', 'u', 'x'))
SELECT statement
FROM (
    SELECT 1 AS step, NOT indisprimary AS later, relname, index_name,
           CASE WHEN conname IS NOT NULL
                THEN format('ALTER TABLE %I.%I ADD CONSTRAINT %I %s', shadow, relname, conname, pg_get_constraintdef(constraint_oid))
                ELSE format('CREATE %sINDEX %I ON %I.%I USING %s', CASE WHEN indisunique THEN 'UNIQUE ' END, index_name, shadow, relname,
                            substr(definition, length(beginning) + 1)) END AS statement
    FROM indexes
    WHERE conname IS NOT NULL OR starts_with(definition, beginning)
    UNION ALL
    SELECT 2, false, relname, index_name, format('ALTER TABLE %I.%I CLUSTER ON %I', shadow, relname, index_name)
    FROM indexes
    WHERE indisclustered
    UNION ALL
    SELECT 2, false, relname, index_name, format('ALTER TABLE %I.%I REPLICA IDENTITY USING INDEX %I', shadow, relname, index_name)
    FROM indexes
    WHERE indisreplident
    UNION ALL
    SELECT 2, false, c.relname, '', format('ALTER TABLE %I.%I REPLICA IDENTITY %s', given.shadow, c.relname,
                                           CASE c.relreplident WHEN 'f' THEN 'FULL' ELSE 'NOTHING' END)
    FROM given
    JOIN pg_class AS c ON c.oid = ANY (given.tables) AND c.relreplident IN ('f', 'n')
    UNION ALL
    SELECT 3, false, relname, index_name, format('COMMENT ON INDEX %I.%I IS %L', shadow, index_name, obj_description(indexrelid, 'pg_class'))
    FROM indexes
    WHERE obj_description(indexrelid, 'pg_class') IS NOT NULL
    UNION ALL
    SELECT 3, false, relname, conname,
           format('COMMENT ON CONSTRAINT %I ON %I.%I IS %L', conname, shadow, relname, obj_description(constraint_oid, 'pg_constraint'))
    FROM indexes
    WHERE obj_description(constraint_oid, 'pg_constraint') IS NOT NULL) AS statements
ORDER BY step, later, relname, index_name
