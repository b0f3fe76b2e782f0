-- The schema that the site's tables are in: that of the content types which the role sees.
SELECT n.nspname AS schema_name, now() AS taken
FROM pg_class AS c
JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.oid = to_regclass('django_content_type')
