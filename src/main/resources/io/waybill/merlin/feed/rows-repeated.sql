-- Rows with the same key: when they have the same content, one of them is used; otherwise all are rejects, because it is not clear which is
-- meant.
WITH alike AS (
    SELECT {key}, min(number) AS first, count(DISTINCT ({data})) AS sayings, string_agg(line::text, ', ' ORDER BY number) AS lines
    FROM {wanted}
    GROUP BY {key}
    HAVING count(*) > 1
), same AS (
    INSERT INTO {work}.repeated
    SELECT {model}, w.number, a.first
    FROM {wanted} AS w
    JOIN alike AS a ON {key|a.# = w.#| AND }
    WHERE a.sayings = 1 AND w.number <> a.first
    ON CONFLICT DO NOTHING
)
INSERT INTO {work}.row_fault
SELECT w.number, ?, 'rows-disagree', 'lines ' || a.lines, 'one row, or rows with the same content', 'Keep only one of them.', NULL
FROM {wanted} AS w
JOIN alike AS a ON {key|a.# = w.#| AND }
WHERE a.sayings > 1
