SELECT count(*) FROM {work}.wanted_user WHERE former IS NOT NULL AND NOT skipped
