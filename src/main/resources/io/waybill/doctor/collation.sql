-- The version of the collation with which indexes of the database were built, and the one that its server has now.
SELECT datcollversion AS built, pg_database_collation_actual_version(oid) AS now
FROM pg_database
WHERE datname = current_database()
