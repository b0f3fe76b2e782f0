-- Statistics for joins at once, from a small sample; autovacuum gathers better ones for all columns later.
SET LOCAL default_statistics_target = 10;
ANALYZE {table} ({searched});
SET LOCAL default_statistics_target TO DEFAULT;
