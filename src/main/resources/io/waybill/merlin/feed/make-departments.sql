-- What an option allows to be created has the department of a row that gives nothing but the name.
WITH missing AS (
    SELECT coalesce(r.key, e.key) AS key, min(coalesce(r.name, e.name)) AS name
    FROM {work}.entity AS e
    JOIN {work}.department_rule AS r ON e.kind = 'chapter' AND r.model = 'chapter'
         OR e.kind = 'tribe' AND r.model = 'category' AND r.category IS NULL
    WHERE e.made
    GROUP BY coalesce(r.key, e.key)
)
INSERT INTO {work}.entity (kind, id, name, key, made)
SELECT 'department', greatest(?, (SELECT max(id) FROM {work}.entity WHERE kind = 'department')) + row_number() OVER (ORDER BY key), name, key,
       true
FROM missing AS m
WHERE NOT EXISTS (SELECT FROM {work}.entity AS d WHERE d.kind = 'department' AND d.key = m.key)
