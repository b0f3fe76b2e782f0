-- Rows about the same thing that give two values for one column: all rows about it are rejects, because it is not clear which is meant. A
-- blank cell gives no value.
WITH alike AS (
    SELECT {key}, string_agg(line::text, ', ' ORDER BY number) AS lines,
           concat_ws(', ', {field,said|CASE WHEN count(DISTINCT (#2)) > 1 THEN #1 END}) AS fields
    FROM {wanted}
    WHERE NOT skipped
    GROUP BY {key}
    HAVING count(*) > 1
)
INSERT INTO {work}.row_fault
SELECT w.number, ?, 'rows-disagree', 'lines ' || a.lines, 'rows that do not differ in ' || a.fields,
       'Correct them, or keep only one of them.', NULL
FROM {wanted} AS w
JOIN alike AS a ON {key|a.# = w.#| AND }
WHERE NOT w.skipped AND a.fields <> ''
