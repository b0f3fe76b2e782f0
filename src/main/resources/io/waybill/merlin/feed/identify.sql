-- The target's row for a wanted one: the one with exactly this name, otherwise the only one with its matching key; of users the only one
-- whose address differs in capitals only, before those with odd addresses.
WITH found AS (
    SELECT w.number, count(*) AS alike, min(e.id) AS id,
           count(*) FILTER (WHERE e.name = w.{name}) AS exact, min(e.id) FILTER (WHERE e.name = w.{name}) AS exact_id,
           count(*) FILTER (WHERE NOT e.odd) AS even, min(e.id) FILTER (WHERE NOT e.odd) AS even_id
    FROM {wanted} AS w
    JOIN {work}.entity AS e ON e.kind = ? AND e.key = w.key AND e.number IS NULL
    WHERE NOT w.skipped
    GROUP BY w.number
)
UPDATE {wanted} AS w
SET id = CASE WHEN exact = 1 THEN exact_id WHEN even = 1 THEN even_id WHEN alike = 1 THEN found.id END
FROM found
WHERE w.number = found.number
