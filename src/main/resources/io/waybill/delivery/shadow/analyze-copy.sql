-- Statistics at once, from a small sample; autovacuum gathers better ones later.
SET LOCAL default_statistics_target = 10;
ANALYZE {table};
SET LOCAL default_statistics_target TO DEFAULT;
