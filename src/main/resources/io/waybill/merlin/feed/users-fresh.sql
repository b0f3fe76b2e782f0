SELECT count(*) FROM {work}.wanted_user WHERE fresh AND NOT skipped
