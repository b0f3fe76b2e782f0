-- Owners of the live tables may have the copies. Parameters: the schema of the copies, the live tables.
SELECT DISTINCT format('GRANT USAGE, CREATE ON SCHEMA %I TO %I', ?::text, pg_get_userbyid(relowner)) AS statement
FROM pg_class
WHERE oid = ANY (?::regclass[]) AND relowner <> (SELECT oid FROM pg_roles WHERE rolname = current_user)
