SELECT count(*) FROM {work}.row_fault
