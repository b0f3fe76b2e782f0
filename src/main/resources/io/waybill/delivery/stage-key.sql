CREATE UNIQUE INDEX ON {stage} ({key})
