-- References that find nothing, or several things. Some wait only for a row that is a reject, too.
INSERT INTO {work}.row_fault
SELECT w.number, ?, CASE WHEN a.names IS NULL THEN {kind} || '-not-found' ELSE 'ambiguous-' || {kind} END, w.{column},
       CASE WHEN a.names IS NULL THEN ? ELSE 'one of ' || a.names || ', spelt exactly so' END,
       CASE WHEN a.names IS NULL AND r.key IS NOT NULL
            THEN 'Its own row in this drop is a reject: mend that one, and drop both together.' ELSE ? END, {kind},
       CASE WHEN a.names IS NULL AND r.key IS NOT NULL THEN r.waits + 1 ELSE 0 END
FROM {wanted} AS w
LEFT JOIN (SELECT key, min(waits) AS waits FROM {work}.rejected WHERE kind = {kind} GROUP BY key) AS r ON r.key = w.{column|#_key}
CROSS JOIN LATERAL (
    SELECT string_agg(e.name || ' (' || e.id || ')', ', ' ORDER BY e.id) AS names
    FROM {work}.entity AS e
    WHERE e.kind = {kind} AND e.key = w.{column|#_key}) AS a
WHERE NOT w.skipped AND w.{column} > '' AND w.{column|#_id} IS NULL
