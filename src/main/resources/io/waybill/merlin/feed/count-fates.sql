SELECT count(*) FROM {work}.fate
