-- The checks, the log of rows and the review look for the changes of this waybill, which nobody has counted yet. A small sample is enough,
-- and whoever holds a lock is not waited for long: other writers wait for this delivery.
SET LOCAL lock_timeout = '2s';
SET LOCAL default_statistics_target = 10;
ANALYZE waybill.changes (waybill, plan, kind);
SET LOCAL default_statistics_target TO DEFAULT;
SET LOCAL lock_timeout = '60s';
