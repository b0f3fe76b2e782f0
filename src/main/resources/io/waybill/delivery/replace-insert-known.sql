-- Rows that the live table has; columns that the drop lacks keep their values.
INSERT INTO {written} ({columns}, {others}) {overriding}
SELECT {columns|s.#}, {others|t.#} FROM {stage} AS s
JOIN {table} AS t ON {key|t.# = s.#| AND }
