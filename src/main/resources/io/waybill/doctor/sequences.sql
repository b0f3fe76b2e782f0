-- The sequences that number the rows of tables, by owner or by default, with the rights on them that are lacking.
SELECT numbered.oid, quote_ident(n.nspname) || '.' || quote_ident(s.relname) AS sql_name, privilege
FROM (SELECT d.refobjid AS oid, d.objid AS sequence
      FROM pg_depend AS d
      WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = ANY (?::oid[])
        AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
      UNION
      SELECT a.adrelid, d.refobjid
      FROM pg_attrdef AS a
      JOIN pg_depend AS d ON d.classid = 'pg_attrdef'::regclass AND d.objid = a.oid AND d.refclassid = 'pg_class'::regclass
      WHERE a.adrelid = ANY (?::oid[])) AS numbered
JOIN pg_class AS s ON s.oid = numbered.sequence AND s.relkind = 'S'
JOIN pg_namespace AS n ON n.oid = s.relnamespace
CROSS JOIN unnest(ARRAY['SELECT', 'UPDATE']) AS privilege
-- in this order: the function fails on anything else
WHERE CASE WHEN s.relkind = 'S' THEN NOT has_sequence_privilege(s.oid, privilege) ELSE false END
ORDER BY 1, 2, 3
