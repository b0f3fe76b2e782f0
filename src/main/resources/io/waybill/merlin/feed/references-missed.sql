-- What a row names and nothing bears, or several things do.
INSERT INTO {work}.fate
SELECT w.number, ?, CASE WHEN a.names IS NULL THEN {kind} || '-not-found' ELSE 'ambiguous-' || {kind} END, w.{column},
       CASE WHEN a.names IS NULL THEN ? ELSE 'one of ' || a.names || ', by its very name' END, ?, {kind}
FROM {wanted} AS w
CROSS JOIN LATERAL (
    SELECT string_agg(e.name || ' (' || e.id || ')', ', ' ORDER BY e.id) AS names
    FROM {work}.entity AS e
    WHERE e.kind = {kind} AND e.key = w.{column|#_key}) AS a
WHERE NOT w.dead AND w.{column} > '' AND w.{column|#_id} IS NULL
