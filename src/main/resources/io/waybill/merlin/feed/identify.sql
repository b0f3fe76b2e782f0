-- The target's row for a wanted one: the one with exactly this name, otherwise the only one with its matching key.
WITH found AS (
    SELECT w.number, count(*) AS alike, min(e.id) AS id,
           count(*) FILTER (WHERE e.name = w.{name}) AS exact, min(e.id) FILTER (WHERE e.name = w.{name}) AS exact_id
    FROM {wanted} AS w
    JOIN {work}.entity AS e ON e.kind = ? AND e.key = w.key AND e.number IS NULL
    WHERE NOT w.skipped
    GROUP BY w.number
)
UPDATE {wanted} AS w
SET id = CASE WHEN exact = 1 THEN exact_id WHEN alike = 1 THEN found.id END
FROM found
WHERE w.number = found.number
