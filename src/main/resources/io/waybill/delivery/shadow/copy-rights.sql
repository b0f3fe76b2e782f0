-- Statements that give the copies the rights of the live tables, and their sequences the names and rights of the live ones. Default privileges of the database do
-- not matter. Parameters: the schema of the copies, the live tables.
WITH given AS (SELECT ?::text AS shadow, ?::regclass[] AS tables),
live AS (
    SELECT c.oid, c.relname, n.nspname, given.shadow, copy.oid AS copy
    FROM given
    JOIN pg_class AS c ON c.oid = ANY (given.tables)
    JOIN pg_namespace AS n ON n.oid = c.relnamespace
    JOIN pg_class AS copy ON copy.relname = c.relname AND copy.relnamespace = given.shadow::regnamespace),
sequences AS (
    SELECT live.shadow, s.oid, s.relname AS name, cs.oid AS copy, cs.relname AS copy_name
    FROM live
    JOIN pg_attribute AS a ON a.attrelid = live.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_class AS s ON s.oid = pg_get_serial_sequence(format('%I.%I', live.nspname, live.relname), a.attname)::regclass
    JOIN pg_class AS cs ON cs.oid = pg_get_serial_sequence(format('%I.%I', live.shadow, live.relname), a.attname)::regclass),
objects AS (
    SELECT 1 AS step, 'TABLE' AS kind, 'r'::"char" AS acl_kind, shadow, relname AS name, oid, copy FROM live
    UNION ALL
    SELECT 2, 'SEQUENCE', 's', shadow, name, oid, copy FROM sequences),
rights AS (
    SELECT step, kind, shadow, name, 'given' AS side, '' AS attname, acl.grantee, acl.privilege_type, acl.is_grantable
    FROM objects
    JOIN pg_class AS c ON c.oid = objects.oid
    CROSS JOIN LATERAL aclexplode(coalesce(c.relacl, acldefault(acl_kind, c.relowner))) AS acl
    UNION ALL
    SELECT step, kind, shadow, name, 'had', '', acl.grantee, acl.privilege_type, acl.is_grantable
    FROM objects
    JOIN pg_class AS c ON c.oid = objects.copy
    CROSS JOIN LATERAL aclexplode(coalesce(c.relacl, acldefault(acl_kind, c.relowner))) AS acl
    UNION ALL
    SELECT 3, 'TABLE', shadow, relname, 'given', a.attname, acl.grantee, acl.privilege_type, acl.is_grantable
    FROM live
    JOIN pg_attribute AS a ON a.attrelid = live.oid AND a.attnum > 0 AND NOT a.attisdropped
    CROSS JOIN LATERAL aclexplode(a.attacl) AS acl),
differing AS (
    SELECT step, name, attname FROM rights
    GROUP BY step, name, attname
    HAVING array_agg((grantee, privilege_type, is_grantable) ORDER BY grantee, privilege_type, is_grantable) FILTER (WHERE side = 'given')
        IS DISTINCT FROM
           array_agg((grantee, privilege_type, is_grantable) ORDER BY grantee, privilege_type, is_grantable) FILTER (WHERE side = 'had'))
SELECT statement
FROM (
    -- the number type of an identity column's sequence is not copied
    SELECT 0 AS step, 0 AS part, name, format('ALTER SEQUENCE %I.%I AS %s', shadow, copy_name, format_type(q.seqtypid, NULL)) AS statement
    FROM sequences
    JOIN pg_sequence AS q ON q.seqrelid = sequences.oid
    JOIN pg_sequence AS cq ON cq.seqrelid = sequences.copy
    WHERE cq.seqtypid <> q.seqtypid
    UNION ALL
    SELECT 0, 1, name, format('ALTER SEQUENCE %I.%I RENAME TO %I', shadow, copy_name, name)
    FROM sequences
    WHERE copy_name <> name
    UNION ALL
    SELECT DISTINCT step, 1, name,
           format('REVOKE ALL ON %s %I.%I FROM %s', kind, shadow, name,
                  CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END)
    FROM rights
    JOIN differing USING (step, name, attname)
    WHERE side = 'had'
    UNION ALL
    SELECT step, 2, name,
           format('GRANT %s%s ON %s %I.%I TO %s%s', privilege_type, ' (' || quote_ident(nullif(attname, '')) || ')', kind, shadow, name,
                  CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END,
                  CASE WHEN is_grantable THEN ' WITH GRANT OPTION' END)
    FROM rights
    JOIN differing USING (step, name, attname)
    WHERE side = 'given') AS statements
ORDER BY step, part, name, statement
