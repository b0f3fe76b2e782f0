-- Names that could mean several rows of the target.
INSERT INTO {work}.row_fault
SELECT w.number, ?, 'ambiguous-' || k.kind, w.{name}, 'the name of one ' || k.kind || '; the target has '
       || (SELECT string_agg(e.name || ' (' || e.id || ')', ', ' ORDER BY e.id) FROM {work}.entity AS e
           WHERE e.kind = k.kind AND e.key = w.key AND e.number IS NULL),
       'Rename all but one of them in the application, or write the name of one of them exactly.', NULL
FROM {wanted} AS w
CROSS JOIN (VALUES (?)) AS k (kind)
WHERE NOT w.skipped AND w.id IS NULL
  AND EXISTS (SELECT FROM {work}.entity AS e WHERE e.kind = k.kind AND e.key = w.key AND e.number IS NULL)
