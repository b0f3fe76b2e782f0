-- Rows that the live table lacks, as staged; columns that the drop lacks get their defaults.
INSERT INTO {written} ({columns}) {overriding}
SELECT {values} FROM {stage} AS s
WHERE NOT EXISTS (SELECT FROM {table} AS t WHERE {key|t.# = s.#| AND })
