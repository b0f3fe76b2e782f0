SELECT a.attrelid, a.attname, format_type(a.atttypid, a.atttypmod) AS type,
       CASE WHEN t.typtype = 'd' OR t.typname <> 'citext' AND tn.nspname <> 'pg_catalog' THEN 'other' ELSE t.typname END AS type_name,
       CASE WHEN t.typname IN ('varchar', 'bpchar') AND a.atttypmod > 4 THEN a.atttypmod - 4 ELSE 0 END AS max_length,
       CASE WHEN t.typname = 'numeric' AND a.atttypmod > 4 THEN ((a.atttypmod - 4) >> 16) & 65535 ELSE 0 END AS precision,
       CASE WHEN t.typname = 'numeric' AND a.atttypmod > 4 THEN (((a.atttypmod - 4) & 2047) # 1024) - 1024 ELSE 0 END AS scale,
       NOT (a.attnotnull OR t.typnotnull) AS nullable,
       pg_get_expr(d.adbin, d.adrelid) AS default_sql,
       a.attgenerated <> '' AS generated,
       a.attidentity = 'a' AS always_identity,
       coalesce(
           pg_get_serial_sequence(quote_ident(n.nspname) || '.' || quote_ident(c.relname), a.attname),
           -- the sequence from which its default takes numbers, whether the column owns it or not
           (SELECT quote_ident(sn.nspname) || '.' || quote_ident(s.relname)
            FROM pg_depend AS dep
            JOIN pg_class AS s ON s.oid = dep.refobjid AND s.relkind = 'S'
            JOIN pg_namespace AS sn ON sn.oid = s.relnamespace
            WHERE dep.classid = 'pg_attrdef'::regclass AND dep.objid = d.oid AND dep.refclassid = 'pg_class'::regclass
            LIMIT 1)) AS sequence,
       pg_get_serial_sequence(quote_ident(n.nspname) || '.' || quote_ident(c.relname), a.attname) IS NOT NULL AS owns_sequence
FROM pg_attribute AS a
JOIN pg_class AS c ON c.oid = a.attrelid
JOIN pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_type AS t ON t.oid = a.atttypid
JOIN pg_namespace AS tn ON tn.oid = t.typnamespace
LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attrelid = ANY (?::oid[]) AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attrelid, a.attnum
