SELECT wanted.name AS table_name, a.attname
FROM unnest(?::text[]) AS wanted (name)
JOIN pg_attribute AS a ON a.attrelid = wanted.name::regclass AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_type AS t ON t.oid = a.atttypid
JOIN pg_type AS element ON element.oid = t.typelem
WHERE t.typcategory = 'A' AND element.typdelim <> ','
