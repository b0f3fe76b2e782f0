-- How many faults of rows are known, and how many rows that others stand for.
SELECT (SELECT count(*) FROM {work}.row_fault) AS faults, (SELECT count(*) FROM {work}.repeated) AS repeated
