-- What is wrong with one assignment of a user is wrong with all rows about the user.
WITH fault AS (
    SELECT DISTINCT ON (w.key, f.field, f.rule) w.key, f.*
    FROM {work}.row_fault AS f
    JOIN {work}.wanted_user AS w USING (number)
    WHERE f.rule <> 'date-in-future' AND EXISTS (SELECT FROM {work}.wanted_move AS m WHERE m.key = w.key)
    ORDER BY w.key, f.field, f.rule, f.found
)
INSERT INTO {work}.row_fault
SELECT w.number, f.field, f.rule, f.found, f.expected, f.advice, f.kind, f.waits
FROM fault AS f
JOIN {work}.wanted_user AS w USING (key)
WHERE NOT EXISTS (SELECT FROM {work}.row_fault AS known
                  WHERE known.number = w.number AND (known.field = f.field AND known.rule = f.rule OR known.rule = 'date-in-future'))
