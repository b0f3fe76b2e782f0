-- One row, and joins have to know.
ANALYZE {work}.frame
