-- Primary keys and unique indexes, with all columns that they use.
SELECT i.indrelid, c.relname, i.indisprimary, i.indimmediate,
       -- this column exists only since PostgreSQL 15
       coalesce(NOT (to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, true) AS nulls_distinct,
       (SELECT array_agg(a.attname ORDER BY k.ordinal)
        FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, ordinal)
        JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
        WHERE k.ordinal <= i.indnkeyatts) AS key_columns,
       (SELECT array_agg(DISTINCT a.attname)
        FROM pg_attribute AS a
        WHERE a.attrelid = i.indrelid
          AND (a.attnum = ANY ((i.indkey::int2[])[0:i.indnkeyatts - 1])
               OR EXISTS (SELECT FROM pg_depend AS dep
                          WHERE dep.classid = 'pg_class'::regclass AND dep.objid = i.indexrelid
                            AND dep.refclassid = 'pg_class'::regclass AND dep.refobjid = i.indrelid
                            AND dep.refobjsubid = a.attnum
                            AND (i.indexprs IS NOT NULL OR i.indpred IS NOT NULL)))) AS columns,
       (SELECT array_agg(pg_get_indexdef(i.indexrelid, n, false) ORDER BY n)
        FROM generate_series(1, i.indnkeyatts) AS n) AS expressions,
       pg_get_expr(i.indpred, i.indrelid) AS predicate
FROM pg_index AS i
JOIN pg_class AS c ON c.oid = i.indexrelid
WHERE i.indrelid = ANY (?::oid[]) AND i.indisunique AND i.indisvalid
ORDER BY i.indrelid, c.relname
