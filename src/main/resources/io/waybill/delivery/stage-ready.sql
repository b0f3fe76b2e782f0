-- Statistics for joins; a small sample is enough.
SET LOCAL default_statistics_target = 10;
ANALYZE {stage} ({searched});
SET LOCAL default_statistics_target TO DEFAULT;
