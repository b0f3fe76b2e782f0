-- These tables may have gone from empty to a million rows.
ANALYZE {stage} ({key});
ANALYZE {gone} ({key});
