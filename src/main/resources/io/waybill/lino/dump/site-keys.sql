-- The primary keys and foreign keys of all tables of a schema.
SELECT
    k.conrelid,
    k.contype = 'p' AS is_primary,
    ARRAY(
        SELECT a.attname::text
        FROM unnest(k.conkey) WITH ORDINALITY AS u (attnum, place)
        JOIN pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = u.attnum
        ORDER BY u.place
    ) AS columns,
    k.confrelid
FROM pg_constraint AS k
JOIN pg_class AS c ON c.oid = k.conrelid
JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname = ? AND k.contype IN ('p', 'f')
ORDER BY k.conrelid, k.conname
