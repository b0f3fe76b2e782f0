-- Which row of the target a wanted one is: that with the very name, else the only one with its key.
WITH found AS (
    SELECT w.number, count(*) AS alike, min(e.id) AS id,
           count(*) FILTER (WHERE e.name = w.{name}) AS exact, min(e.id) FILTER (WHERE e.name = w.{name}) AS exact_id
    FROM {wanted} AS w
    JOIN {work}.entity AS e ON e.kind = ? AND e.key = w.key AND e.number IS NULL
    WHERE NOT w.dead
    GROUP BY w.number
)
UPDATE {wanted} AS w
SET id = CASE WHEN exact = 1 THEN exact_id WHEN alike = 1 THEN found.id END
FROM found
WHERE w.number = found.number
