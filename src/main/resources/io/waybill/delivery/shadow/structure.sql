-- Everything that the catalogue says about tables of one schema, a line for each of their parts, as if they were in the live schema, so
-- that two schemas can be compared. Foreign keys from and to other tables are left out. Parameters: the schema, the live schema, names of
-- the tables. To be run with an empty search path.
WITH given AS (SELECT quote_ident(?::text) AS schema, quote_ident(?::text) AS live, ?::text[] AS names),
tables AS (
    SELECT c.* FROM given JOIN pg_class AS c ON c.relnamespace = to_regnamespace(given.schema) AND c.relname = ANY (given.names)),
sequences AS (
    SELECT t.relname AS of_table, s.*
    FROM tables AS t
    JOIN pg_depend AS d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = t.oid AND d.refobjsubid > 0
                       AND d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
    JOIN pg_class AS s ON s.oid = d.objid AND s.relkind = 'S'),
rights AS (
    SELECT o.oid, string_agg(format('%s %s%s', CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(acl.grantee) END, acl.privilege_type,
                                    CASE WHEN acl.is_grantable THEN '*' END), ', ' ORDER BY acl.grantee, acl.privilege_type) AS text
    FROM (SELECT oid, coalesce(relacl, acldefault('r', relowner)) AS acl FROM tables
          UNION ALL
          SELECT oid, coalesce(relacl, acldefault('s', relowner)) FROM sequences) AS o
    CROSS JOIN LATERAL aclexplode(o.acl) AS acl
    GROUP BY o.oid),
parts AS (
    SELECT t.relname, 'table' AS part,
           concat_ws(' · ', t.relpersistence, pg_get_userbyid(t.relowner), (SELECT amname FROM pg_am WHERE oid = t.relam), t.reltablespace,
                     t.reloptions, toast.reloptions, t.relreplident, t.relrowsecurity, t.relforcerowsecurity, rights.text,
                     obj_description(t.oid, 'pg_class')) AS text
    FROM tables AS t
    LEFT JOIN rights USING (oid)
    LEFT JOIN pg_class AS toast ON toast.oid = t.reltoastrelid
    UNION ALL
    SELECT t.relname, format('column %I', a.attname),
           concat_ws(' · ', row_number() OVER (PARTITION BY t.oid ORDER BY a.attnum), format_type(a.atttypid, a.atttypmod), a.attcollation, a.attnotnull, a.attidentity,
                     a.attgenerated, a.attstorage, a.attcompression, to_jsonb(a) ->> 'attstattarget', a.attoptions,
                     pg_get_expr(d.adbin, d.adrelid),
                     (SELECT string_agg(format('%s %s%s', acl.grantee, acl.privilege_type, CASE WHEN acl.is_grantable THEN '*' END), ', '
                                        ORDER BY acl.grantee, acl.privilege_type)
                      FROM aclexplode(a.attacl) AS acl),
                     col_description(t.oid, a.attnum))
    FROM tables AS t
    JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef AS d ON d.adrelid = t.oid AND d.adnum = a.attnum
    UNION ALL
    SELECT t.relname, format('index %I', x.relname),
           concat_ws(' · ', pg_get_indexdef(i.indexrelid), i.indisprimary, i.indisvalid, i.indimmediate, i.indisclustered, i.indisreplident,
                     x.reltablespace, obj_description(x.oid, 'pg_class'))
    FROM tables AS t
    JOIN pg_index AS i ON i.indrelid = t.oid
    JOIN pg_class AS x ON x.oid = i.indexrelid
    UNION ALL
    SELECT t.relname, format('constraint %I', con.conname),
           concat_ws(' · ', pg_get_constraintdef(con.oid), con.convalidated, con.connoinherit, con.conislocal,
                     (SELECT string_agg(DISTINCT tgenabled::text, '') FROM pg_trigger WHERE tgconstraint = con.oid),
                     obj_description(con.oid, 'pg_constraint'))
    FROM tables AS t
    JOIN pg_constraint AS con ON con.conrelid = t.oid AND (con.contype <> 'f' OR con.confrelid IN (SELECT oid FROM tables))
    UNION ALL
    SELECT s.of_table, format('sequence %I', s.relname),
           concat_ws(' · ', pg_get_userbyid(s.relowner), rights.text, q.seqtypid, q.seqstart, q.seqincrement, q.seqmin, q.seqmax, q.seqcache,
                     q.seqcycle, obj_description(s.oid, 'pg_class'))
    FROM sequences AS s
    JOIN pg_sequence AS q ON q.seqrelid = s.oid
    LEFT JOIN rights ON rights.oid = s.oid)
SELECT relname || ', ' || part AS part, replace(text, given.schema || '.', given.live || '.') AS text
FROM parts
CROSS JOIN given
ORDER BY relname, part
