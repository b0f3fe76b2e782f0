-- Days of groups that stay as they are, because the later of two occurrences could not be used.
SELECT count(*) FROM {work}.day_kept
