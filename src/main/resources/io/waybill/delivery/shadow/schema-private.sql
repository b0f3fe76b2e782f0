-- Statements that take all rights on a schema from everybody but its owner. Parameters: the schema as it is called now, and as it will be then.
SELECT DISTINCT format('REVOKE ALL ON SCHEMA %I FROM %s', given.name,
                       CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END) AS statement
FROM (SELECT ?::text AS now, ?::text AS name) AS given
JOIN pg_namespace AS n ON n.nspname = given.now
CROSS JOIN LATERAL aclexplode(n.nspacl)
WHERE grantee <> n.nspowner
ORDER BY 1
