-- What joins need; a small sample is enough for them.
SET LOCAL default_statistics_target = 10;
ANALYZE {stage} ({searched});
SET LOCAL default_statistics_target TO DEFAULT;
