SET LOCAL lock_timeout = {wait};
LOCK TABLE {tables} IN {mode} MODE;
SET LOCAL lock_timeout = '60s';
