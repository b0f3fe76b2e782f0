-- Statements that give one schema owner, rights and comment of another one. Parameters: the other one, the schema.
WITH given AS (
    SELECT o.oid AS model, o.nspowner, coalesce(o.nspacl, acldefault('n', o.nspowner)) AS model_acl, n.nspname, n.nspowner AS owner,
           coalesce(n.nspacl, acldefault('n', n.nspowner)) AS acl
    FROM pg_namespace AS o
    JOIN pg_namespace AS n ON o.nspname = ? AND n.nspname = ?)
SELECT statement
FROM (
    SELECT DISTINCT 1 AS step,
           format('REVOKE ALL ON SCHEMA %I FROM %s', nspname,
                  CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END) AS statement
    FROM given, aclexplode(acl)
    UNION ALL
    SELECT 2, format('ALTER SCHEMA %I OWNER TO %I', nspname, pg_get_userbyid(nspowner)) FROM given WHERE owner <> nspowner
    UNION ALL
    SELECT 3, format('GRANT %s ON SCHEMA %I TO %s%s', privilege_type, nspname,
                     CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END,
                     CASE WHEN is_grantable THEN ' WITH GRANT OPTION' END)
    FROM given, aclexplode(model_acl)
    UNION ALL
    SELECT 4, format('COMMENT ON SCHEMA %I IS %L', nspname, obj_description(model, 'pg_namespace')) FROM given) AS statements
ORDER BY step, statement
