-- A stamp that is another one as soon as anybody changes the definition of a table: the versions of all rows of the catalogue that
-- structure.sql reads of it. Parameter: the tables.
WITH given AS (SELECT ?::regclass[] AS tables),
relations AS (
    SELECT c.oid, c.reltoastrelid FROM given, pg_class AS c WHERE c.oid = ANY (given.tables)),
parts AS (
    SELECT oid FROM relations
    UNION ALL
    SELECT reltoastrelid FROM relations
    UNION ALL
    SELECT i.indexrelid FROM relations AS r JOIN pg_index AS i ON i.indrelid = r.oid
    UNION ALL
    SELECT d.objid
    FROM relations AS r
    JOIN pg_depend AS d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = r.oid AND d.refobjsubid > 0
                       AND d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
    UNION ALL
    SELECT con.oid FROM relations AS r JOIN pg_constraint AS con ON con.conrelid = r.oid),
versions AS (
    SELECT x.tableoid, x.ctid, x.xmin FROM parts JOIN pg_class AS x USING (oid)
    UNION ALL
    SELECT x.tableoid, x.ctid, x.xmin FROM relations AS r JOIN pg_attribute AS x ON x.attrelid = r.oid
    UNION ALL
    SELECT x.tableoid, x.ctid, x.xmin FROM relations AS r JOIN pg_attrdef AS x ON x.adrelid = r.oid
    UNION ALL
    SELECT x.tableoid, x.ctid, x.xmin FROM relations AS r JOIN pg_index AS x ON x.indrelid = r.oid
    UNION ALL
    SELECT x.tableoid, x.ctid, x.xmin FROM relations AS r JOIN pg_constraint AS x ON x.conrelid = r.oid
    UNION ALL
    SELECT x.tableoid, x.ctid, x.xmin FROM relations AS r JOIN pg_trigger AS x ON x.tgrelid = r.oid
    UNION ALL
    SELECT x.tableoid, x.ctid, x.xmin FROM parts AS p JOIN pg_sequence AS x ON x.seqrelid = p.oid
    UNION ALL
    SELECT x.tableoid, x.ctid, x.xmin FROM parts AS p JOIN pg_description AS x ON x.objoid = p.oid)
SELECT md5(string_agg(format('%s %s %s', tableoid, ctid, xmin), ',' ORDER BY tableoid, ctid)) FROM versions
