-- Foreign keys from and to these tables, and their CHECK constraints.
SELECT con.oid, con.conrelid, con.confrelid, con.conname, con.contype, con.condeferrable,
       cn.nspname AS child_schema, c.relname AS child_name, pn.nspname AS parent_schema, p.relname AS parent_name,
       (SELECT array_agg(a.attname ORDER BY k.ordinal)
        FROM unnest(con.conkey) WITH ORDINALITY AS k (attnum, ordinal)
        JOIN pg_attribute AS a ON a.attrelid = con.conrelid AND a.attnum = k.attnum) AS child_columns,
       (SELECT array_agg(a.attname ORDER BY k.ordinal)
        FROM unnest(con.confkey) WITH ORDINALITY AS k (attnum, ordinal)
        JOIN pg_attribute AS a ON a.attrelid = con.confrelid AND a.attnum = k.attnum) AS parent_columns,
       (SELECT array_agg(a.attname ORDER BY k.ordinal)
        FROM pg_index AS i
        CROSS JOIN unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, ordinal)
        JOIN pg_attribute AS a ON a.attrelid = con.conrelid AND a.attnum = k.attnum
        WHERE i.indrelid = con.conrelid AND i.indisprimary AND k.ordinal <= i.indnkeyatts) AS child_key,
       CASE con.confdeltype WHEN 'a' THEN 'NO ACTION' WHEN 'r' THEN 'RESTRICT' WHEN 'c' THEN 'CASCADE'
                            WHEN 'n' THEN 'SET NULL' WHEN 'd' THEN 'SET DEFAULT' END AS on_delete,
       CASE con.confupdtype WHEN 'a' THEN 'NO ACTION' WHEN 'r' THEN 'RESTRICT' WHEN 'c' THEN 'CASCADE'
                            WHEN 'n' THEN 'SET NULL' WHEN 'd' THEN 'SET DEFAULT' END AS on_update,
       pg_get_expr(con.conbin, con.conrelid) AS expression
FROM pg_constraint AS con
JOIN pg_class AS c ON c.oid = con.conrelid
JOIN pg_namespace AS cn ON cn.oid = c.relnamespace
LEFT JOIN pg_class AS p ON p.oid = con.confrelid
LEFT JOIN pg_namespace AS pn ON pn.oid = p.relnamespace
WHERE con.contype IN ('f', 'c')
  AND (con.conrelid = ANY (?::oid[]) OR con.confrelid = ANY (?::oid[]))
  AND con.conparentid = 0
  -- this column exists only since PostgreSQL 18
  AND coalesce((to_jsonb(con) ->> 'conenforced')::boolean, true)
ORDER BY con.conrelid, con.conname
