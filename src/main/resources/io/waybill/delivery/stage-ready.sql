ANALYZE {stage} ({searched})
