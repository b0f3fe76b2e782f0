INSERT INTO {table} ({columns}) {overriding}
SELECT {written} FROM {stage} AS s
