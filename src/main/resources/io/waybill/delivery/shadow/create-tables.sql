-- Statements that create empty copies of the live tables, with their sequences, but without keys, indexes and foreign keys.
-- Parameters: the schema of the copies, the live tables. To be run with an empty search path, so that every name is qualified.
WITH given AS (SELECT ?::text AS shadow, ?::regclass[] AS tables),
live AS (
    SELECT c.oid, c.relname, c.relowner, c.relpersistence, c.reloptions, toast.reloptions AS toast_options,
           n.nspname, given.shadow, am.amname, ts.spcname
    FROM given
    JOIN pg_class AS c ON c.oid = ANY (given.tables)
    JOIN pg_namespace AS n ON n.oid = c.relnamespace
    LEFT JOIN pg_class AS toast ON toast.oid = c.reltoastrelid
    LEFT JOIN pg_am AS am ON am.oid = c.relam
    LEFT JOIN pg_tablespace AS ts ON ts.oid = c.reltablespace),
numbers AS (
    -- sequences that belong to a column by OWNED BY; those of identity columns are made with the table
    SELECT live.oid, live.relname, live.shadow, live.nspname, a.attname, a.attnum, s.oid AS sequence, s.relname AS sequence_name,
           q.seqtypid, q.seqstart, q.seqincrement, q.seqmin, q.seqmax, q.seqcache, q.seqcycle
    FROM live
    JOIN pg_depend AS d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = live.oid AND d.refobjsubid > 0
                       AND d.classid = 'pg_class'::regclass AND d.deptype = 'a'
    JOIN pg_class AS s ON s.oid = d.objid AND s.relkind = 'S'
    JOIN pg_sequence AS q ON q.seqrelid = s.oid
    JOIN pg_attribute AS a ON a.attrelid = live.oid AND a.attnum = d.refobjsubid)
SELECT statement
FROM (
    SELECT relname, 1 AS step, 0 AS place,
           format('CREATE %sTABLE %I.%I (LIKE %I.%I INCLUDING COMMENTS INCLUDING COMPRESSION INCLUDING CONSTRAINTS'
                      ' INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING IDENTITY INCLUDING STORAGE)%s%s%s',
                  CASE WHEN relpersistence = 'u' THEN 'UNLOGGED ' END, shadow, relname, nspname, relname,
                  ' USING ' || quote_ident(amname),
                  ' WITH (' || (
                      SELECT string_agg(format('%s%I = %L', kind, option_name, option_value), ', ')
                      FROM (SELECT '' AS kind, o.* FROM pg_options_to_table(reloptions) AS o
                            UNION ALL
                            SELECT 'toast.', o.* FROM pg_options_to_table(toast_options) AS o) AS options) || ')',
                  ' TABLESPACE ' || quote_ident(spcname)) AS statement
    FROM live
    UNION ALL
    SELECT relname, 2, attnum,
           format('CREATE SEQUENCE %I.%I AS %s INCREMENT BY %s MINVALUE %s MAXVALUE %s START WITH %s CACHE %s%s OWNED BY %I.%I.%I',
                  shadow, sequence_name, format_type(seqtypid, NULL), seqincrement, seqmin, seqmax, seqstart, seqcache,
                  CASE WHEN seqcycle THEN ' CYCLE' END, shadow, relname, attname)
    FROM numbers
    UNION ALL
    -- a default that takes numbers from such a sequence takes them from the copy's own
    SELECT numbers.relname, 3, d.adnum,
           format('ALTER TABLE %I.%I ALTER COLUMN %I SET DEFAULT %s', numbers.shadow, numbers.relname, a.attname,
                  replace(pg_get_expr(d.adbin, d.adrelid), quote_literal(format('%I.%I', numbers.nspname, numbers.sequence_name)),
                          quote_literal(format('%I.%I', numbers.shadow, numbers.sequence_name))))
    FROM numbers
    JOIN pg_attrdef AS d ON d.adrelid = numbers.oid
    JOIN pg_attribute AS a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
    WHERE EXISTS (SELECT FROM pg_depend AS uses
                  WHERE uses.classid = 'pg_attrdef'::regclass AND uses.objid = d.oid
                    AND uses.refclassid = 'pg_class'::regclass AND uses.refobjid = numbers.sequence)
    UNION ALL
    SELECT live.relname, 4, a.attnum,
           format('ALTER TABLE %I.%I ALTER COLUMN %I SET STATISTICS %s', shadow, relname, a.attname, to_jsonb(a) ->> 'attstattarget')
    FROM live
    JOIN pg_attribute AS a ON a.attrelid = live.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE (to_jsonb(a) ->> 'attstattarget')::int >= 0
    UNION ALL
    SELECT live.relname, 5, a.attnum,
           format('ALTER TABLE %I.%I ALTER COLUMN %I SET (%s)', shadow, relname, a.attname,
                  (SELECT string_agg(format('%I = %L', option_name, option_value), ', ') FROM pg_options_to_table(a.attoptions)))
    FROM live
    JOIN pg_attribute AS a ON a.attrelid = live.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attoptions IS NOT NULL
    UNION ALL
    SELECT relname, 6, 0, format('COMMENT ON TABLE %I.%I IS %L', shadow, relname, obj_description(oid, 'pg_class'))
    FROM live
    WHERE obj_description(oid, 'pg_class') IS NOT NULL
    UNION ALL
    SELECT relname, 7, attnum, format('COMMENT ON SEQUENCE %I.%I IS %L', shadow, sequence_name, obj_description(sequence, 'pg_class'))
    FROM numbers
    WHERE obj_description(sequence, 'pg_class') IS NOT NULL
    UNION ALL
    SELECT relname, 8, 0, format('ALTER TABLE %I.%I OWNER TO %I', shadow, relname, pg_get_userbyid(relowner))
    FROM live
    WHERE relowner <> (SELECT oid FROM pg_roles WHERE rolname = current_user)) AS statements
ORDER BY step, relname, place
