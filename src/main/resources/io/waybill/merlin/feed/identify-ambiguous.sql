-- Several rows of the target are meant by one name.
INSERT INTO {work}.fate
SELECT w.number, ?, 'ambiguous-' || k.kind, w.{name}, 'the name of one ' || k.kind || '; the target has '
       || (SELECT string_agg(e.name || ' (' || e.id || ')', ', ' ORDER BY e.id) FROM {work}.entity AS e
           WHERE e.kind = k.kind AND e.key = w.key AND e.number IS NULL),
       'Rename all but one of them in the application, or write the very name of one.', NULL
FROM {wanted} AS w
CROSS JOIN (VALUES (?)) AS k (kind)
WHERE NOT w.dead AND w.id IS NULL
  AND EXISTS (SELECT FROM {work}.entity AS e WHERE e.kind = k.kind AND e.key = w.key AND e.number IS NULL)
