-- Whom or what a column of the wanted rows names: that with the very name, else the only one with its key. What a dead row would have
-- made is not there.
UPDATE {wanted} SET {column|#_id} = NULL WHERE {column|#_id} IS NOT NULL;
WITH found AS (
    SELECT w.number, count(*) AS alike, min(e.id) AS id,
           count(*) FILTER (WHERE e.name = w.{column}) AS exact, min(e.id) FILTER (WHERE e.name = w.{column}) AS exact_id
    FROM {wanted} AS w
    JOIN {work}.entity AS e ON e.kind = {kind} AND e.key = w.{column|#_key}
    WHERE NOT w.dead AND w.{column} > ''
    GROUP BY w.number
)
UPDATE {wanted} AS w
SET {column|#_id} = CASE WHEN exact = 1 THEN exact_id WHEN alike = 1 THEN found.id END
FROM found
WHERE w.number = found.number
