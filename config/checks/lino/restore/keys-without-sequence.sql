-- Django lets the database number new rows. A key without a sequence makes every new row of its table fail.
-- severity: warning
-- sentence: Tables have a numeric key that no sequence numbers: the site cannot add rows to them.
-- needs: django_content_type
SELECT c.relname, a.attname
FROM pg_class AS c
JOIN pg_constraint AS k ON k.conrelid = c.oid AND k.contype = 'p' AND cardinality(k.conkey) = 1
JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]
JOIN django_content_type AS t ON replace(t.app_label || '_' || t.model, '.', '_') = c.relname
WHERE pg_table_is_visible(c.oid)
  AND a.atttypid IN ('int4'::regtype, 'int8'::regtype)
  AND NOT a.atthasdef
  AND a.attidentity = ''
  -- the key of a row that extends another one is that of its parent
  AND NOT EXISTS (SELECT FROM pg_constraint AS f WHERE f.conrelid = c.oid AND f.contype = 'f' AND f.conkey = k.conkey)
ORDER BY 1
