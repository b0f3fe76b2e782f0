-- What joins need, at once, by a small sample; the server looks closer, and at the other columns, in its own time.
SET LOCAL default_statistics_target = 10;
ANALYZE {table} ({searched});
SET LOCAL default_statistics_target TO DEFAULT;
