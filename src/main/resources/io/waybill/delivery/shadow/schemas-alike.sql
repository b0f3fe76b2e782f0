-- Whether two schemas have the same owner and rights.
SELECT count(DISTINCT rights) = 1 AS alike
FROM (
    SELECT n.nspowner::text || ' ' || (
               SELECT string_agg(format('%s %s %s', grantee, privilege_type, is_grantable), ',' ORDER BY grantee, privilege_type, is_grantable)
               FROM aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner)))) AS rights
    FROM pg_namespace AS n
    WHERE n.nspname IN (?, ?)) AS both_of_them
