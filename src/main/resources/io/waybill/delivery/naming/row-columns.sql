-- The columns of a table in their order, and which of them tells one row from another: the primary key, or a unique column.
SELECT a.attname AS name, format_type(a.atttypid, NULL) AS type,
       coalesce(bool_or(i.indisprimary), false) AS is_key, count(i.indexrelid) > 0 AS is_unique
FROM pg_class AS t
JOIN pg_namespace AS n ON n.oid = t.relnamespace
JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_index AS i ON i.indrelid = t.oid AND i.indisunique AND i.indisvalid AND i.indnkeyatts = 1 AND i.indkey[0] = a.attnum
    AND i.indpred IS NULL
WHERE n.nspname = ? AND t.relname = ? AND t.relkind IN ('r', 'p')
GROUP BY a.attnum, a.attname, a.atttypid
ORDER BY a.attnum
