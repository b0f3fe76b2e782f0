SELECT count(*) FROM {target.settings}
