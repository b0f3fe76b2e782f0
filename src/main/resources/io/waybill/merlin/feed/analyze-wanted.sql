ANALYZE {work}.{table}
