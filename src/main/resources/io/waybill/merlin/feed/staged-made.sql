-- Of the things that an option allows to be created, those that a row without faults refers to.
INSERT INTO {work}.staged (model, id, number, fresh)
SELECT DISTINCT {kind}, w.{column|#_id}, NULL::bigint, true
FROM {wanted} AS w
JOIN {work}.entity AS e ON e.kind = {kind} AND e.id = w.{column|#_id} AND e.made
WHERE NOT w.skipped
ON CONFLICT DO NOTHING
