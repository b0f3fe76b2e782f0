-- Whether two schemas can change their names instead of the tables changing their schemas one by one: the live one has nothing but the tables of the
-- set and some other ordinary tables, which then go back; the other one has nothing but those that come. Parameters: the live schema, the schema of
-- the tables that come, names of the tables.
WITH given AS (SELECT ?::text AS live, ?::text AS coming, ?::text[] AS names),
contents AS (
    SELECT n.nspname = given.live AS is_live, d.classid, d.objid
    FROM given
    JOIN pg_namespace AS n ON n.nspname IN (given.live, given.coming)
    JOIN pg_depend AS d ON d.refclassid = 'pg_namespace'::regclass AND d.refobjid = n.oid),
relations AS (
    SELECT contents.is_live, c.oid, c.relname, c.relkind, c.relname = ANY (given.names) AS in_set,
           c.relkind = 'r' AND c.relpersistence <> 't' AND NOT c.relispartition AND pg_has_role(c.relowner, 'USAGE')
           AND NOT EXISTS (SELECT FROM pg_inherits AS i WHERE c.oid IN (i.inhrelid, i.inhparent)) AS is_table
    FROM given
    CROSS JOIN contents
    JOIN pg_class AS c ON contents.classid = 'pg_class'::regclass AND c.oid = contents.objid)
SELECT (SELECT pg_has_role(nspowner, 'USAGE') FROM pg_namespace WHERE nspname = given.live)
       AND (SELECT pg_has_role(nspowner, 'USAGE') FROM pg_namespace WHERE nspname = given.coming)
       AND NOT EXISTS (SELECT FROM contents WHERE classid <> 'pg_class'::regclass)
       AND NOT EXISTS (SELECT FROM pg_default_acl AS a JOIN pg_namespace AS n ON n.oid = a.defaclnamespace AND n.nspname = given.live)
       AND NOT EXISTS (
           SELECT FROM relations AS r
           WHERE NOT (r.is_table AND (r.is_live OR r.in_set)
                      -- a sequence goes with the table to whose column it belongs
                      OR r.relkind = 'S' AND EXISTS (
                          SELECT FROM pg_depend AS d
                          WHERE d.classid = 'pg_class'::regclass AND d.objid = r.oid AND d.refclassid = 'pg_class'::regclass
                            AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i'))))
       -- the others are locked for a moment, too
       AND (SELECT count(*) FROM relations WHERE is_live AND is_table AND NOT in_set)
           <= ((SELECT count(*) FROM relations WHERE is_live AND is_table AND in_set) + 1) / 2 AS whole,
       ARRAY(SELECT relname::text FROM relations WHERE is_live AND is_table AND NOT in_set ORDER BY 1) AS others
FROM given
