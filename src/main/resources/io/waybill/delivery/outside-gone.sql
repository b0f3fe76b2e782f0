-- Rows outside the feed that the database itself would delete with the rows that they refer to.
INSERT INTO {gone} ({key})
SELECT {key|c.#}
FROM {table} AS c
{joins|#| }
WHERE {cascades|#| OR }
