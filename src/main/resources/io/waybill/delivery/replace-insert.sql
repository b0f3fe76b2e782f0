-- Rows as staged; columns that the drop lacks get their defaults.
INSERT INTO {written} ({columns}) {overriding}
SELECT {values} FROM {stage} AS s
