-- Fails when something else depends on one of them.
SET LOCAL lock_timeout = '5s';
DROP TABLE IF EXISTS {tables};
DROP SCHEMA IF EXISTS {schema};
