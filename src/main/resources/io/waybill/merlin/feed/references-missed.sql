-- References that find nothing, or several things.
INSERT INTO {work}.row_fault
SELECT w.number, ?, CASE WHEN a.names IS NULL THEN {kind} || '-not-found' ELSE 'ambiguous-' || {kind} END, w.{column},
       CASE WHEN a.names IS NULL THEN ? ELSE 'one of ' || a.names || ', spelt exactly so' END, ?, {kind}
FROM {wanted} AS w
CROSS JOIN LATERAL (
    SELECT string_agg(e.name || ' (' || e.id || ')', ', ' ORDER BY e.id) AS names
    FROM {work}.entity AS e
    WHERE e.kind = {kind} AND e.key = w.{column|#_key}) AS a
WHERE NOT w.skipped AND w.{column} > '' AND w.{column|#_id} IS NULL
