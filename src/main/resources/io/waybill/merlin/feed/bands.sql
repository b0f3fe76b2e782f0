SELECT number::text FROM {target.band}
