CREATE INDEX ON {stage} ({key});
ANALYZE {stage};
