SELECT count(*) FROM {gone}
