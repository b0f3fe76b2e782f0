DROP SCHEMA IF EXISTS {schema} CASCADE;
SELECT pg_advisory_unlock_all();
