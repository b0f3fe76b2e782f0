ANALYZE {rows}
