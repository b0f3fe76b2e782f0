-- The table as it will be, visible under its name without a schema: the desired rows and those that they leave alone.
CREATE TEMPORARY VIEW {view} AS
SELECT {columns|s.#}{others|, t.#| |}
FROM {stage} AS s
LEFT JOIN {table} AS t ON {key|t.# = s.#| AND }
UNION ALL
SELECT {columns|t.#}{others|, t.#| |}
FROM {table} AS t
WHERE NOT EXISTS (SELECT FROM {stage} AS s WHERE {key|t.# = s.#| AND })
