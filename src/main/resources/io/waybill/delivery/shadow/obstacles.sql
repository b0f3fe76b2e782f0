-- What keeps tables from being switched: each row is a sentence. Parameter: the tables.
WITH tables AS (
    SELECT c.oid, c.relname, c.relnamespace, c.reltype, c.relowner, c.relkind, c.relpersistence, c.relrowsecurity,
           format('%I.%I', n.nspname, c.relname) AS name, n.nspname
    FROM pg_class AS c
    JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.oid = ANY (?::regclass[])),
parts AS (
    -- whatever moves along with a table
    SELECT oid, 'pg_class'::regclass AS class, oid AS owner FROM tables
    UNION ALL
    SELECT indexrelid, 'pg_class'::regclass, indrelid FROM pg_index WHERE indrelid IN (SELECT oid FROM tables)
    UNION ALL
    SELECT d.objid, 'pg_class'::regclass, t.oid
    FROM tables AS t
    JOIN pg_depend AS d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = t.oid AND d.classid = 'pg_class'::regclass
                       AND d.deptype IN ('a', 'i')
    JOIN pg_class AS s ON s.oid = d.objid AND s.relkind = 'S'
    UNION ALL
    SELECT reltype, 'pg_type'::regclass, oid FROM tables
    UNION ALL
    SELECT ty.typarray, 'pg_type'::regclass, t.oid FROM tables AS t JOIN pg_type AS ty ON ty.oid = t.reltype WHERE ty.typarray <> 0
    UNION ALL
    SELECT con.oid, 'pg_constraint'::regclass, con.conrelid FROM pg_constraint AS con WHERE con.conrelid IN (SELECT oid FROM tables)),
dependents AS (
    SELECT DISTINCT t.name,
           CASE d.classid WHEN 'pg_rewrite'::regclass
                THEN (SELECT pg_describe_object('pg_class'::regclass, r.ev_class, 0) FROM pg_rewrite AS r WHERE r.oid = d.objid)
                ELSE pg_describe_object(d.classid, d.objid, d.objsubid) END AS dependent
    FROM parts
    JOIN tables AS t ON t.oid = parts.owner
    JOIN pg_depend AS d ON d.refclassid = parts.class AND d.refobjid = parts.oid
    WHERE NOT EXISTS (SELECT FROM parts AS other WHERE other.class = d.classid AND other.oid = d.objid)
      -- the table's own default and toast table, and foreign keys of others, which are moved
      AND NOT (d.classid = 'pg_attrdef'::regclass
               AND (SELECT adrelid FROM pg_attrdef AS a WHERE a.oid = d.objid) = parts.owner)
      AND NOT (d.classid = 'pg_class'::regclass AND (SELECT relkind FROM pg_class AS c WHERE c.oid = d.objid) = 't')
      AND NOT (d.classid = 'pg_constraint'::regclass
               AND (SELECT contype FROM pg_constraint AS con WHERE con.oid = d.objid) = 'f')
      AND NOT (d.classid = 'pg_trigger'::regclass AND (SELECT tgisinternal FROM pg_trigger AS g WHERE g.oid = d.objid))),
outside AS (
    SELECT o.oid, o.relkind, o.relowner, format('%I.%I', n.nspname, o.relname) AS name, con.conname,
           con.confrelid = o.oid AS parent, con.conparentid
    FROM pg_constraint AS con
    JOIN pg_class AS o ON o.oid = CASE WHEN con.conrelid IN (SELECT oid FROM tables) THEN con.confrelid ELSE con.conrelid END
    JOIN pg_namespace AS n ON n.oid = o.relnamespace
    WHERE con.contype = 'f' AND (con.conrelid IN (SELECT oid FROM tables)) <> (con.confrelid IN (SELECT oid FROM tables)))
SELECT sentence
FROM (
    SELECT 1 AS step, format('user %s does not own table %s', current_user, name) AS sentence
    FROM tables WHERE NOT pg_has_role(relowner, 'USAGE')
    UNION
    SELECT 1, format('user %s does not own table %s, which is connected with the tables by a foreign key', current_user, name)
    FROM outside WHERE NOT pg_has_role(relowner, 'USAGE')
    UNION
    SELECT 2, format('user %s may not create schemas in database %s', current_user, current_database())
    WHERE NOT has_database_privilege(current_database(), 'CREATE')
    UNION
    SELECT 2, format('user %s may not create tables in schema %s', current_user, nspname)
    FROM tables WHERE NOT has_schema_privilege(relnamespace, 'CREATE')
    UNION
    SELECT 3, 'the tables are in several schemas: ' || string_agg(DISTINCT quote_ident(nspname), ', ')
    FROM tables HAVING count(DISTINCT nspname) > 1
    UNION
    SELECT 4, format('%s is not an ordinary table', name) FROM tables WHERE relkind <> 'r' OR relpersistence = 't'
    UNION
    SELECT 4, format('table %s has row security', name) FROM tables WHERE relrowsecurity
    UNION
    SELECT 4, format('table %s inherits from another table', t.name)
    FROM tables AS t JOIN pg_inherits AS i ON i.inhrelid = t.oid
    UNION
    SELECT 4, format('table %s is partitioned, and has a foreign key to or from the tables', name) FROM outside WHERE relkind = 'p' OR conparentid <> 0
    UNION
    SELECT 4, format('table %s belongs to an extension', t.name)
    FROM tables AS t
    JOIN pg_depend AS d ON d.classid = 'pg_class'::regclass AND d.objid = t.oid AND d.deptype = 'e'
    UNION
    SELECT 5, format('publication %I has all tables', pubname) FROM pg_publication WHERE puballtables
    UNION
    SELECT 5, format('publication %I has all tables of schema %I', p.pubname, t.nspname)
    FROM pg_publication_namespace AS pn
    JOIN pg_publication AS p ON p.oid = pn.pnpubid
    JOIN tables AS t ON t.relnamespace = pn.pnnspid
    UNION
    SELECT 6, format('%s depends on table %s', dependent, name) FROM dependents) AS sentences
ORDER BY step, sentence
