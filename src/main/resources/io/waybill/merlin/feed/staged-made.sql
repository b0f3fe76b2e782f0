-- Of the things that an option allows to be created, those that a row without faults will refer to: a relation that the target keeps refers
-- to nothing new.
INSERT INTO {work}.staged (model, id, number, fresh)
SELECT DISTINCT {kind}, w.{column|#_id}, NULL::bigint, true
FROM {wanted} AS w
JOIN {work}.entity AS e ON e.kind = {kind} AND e.id = w.{column|#_id} AND e.made
LEFT JOIN {target} AS t ON t.id = w.id
WHERE NOT w.skipped AND ({keeps|t.# IS NULL OR current_setting('waybill.force_update')::boolean| AND |true})
ON CONFLICT DO NOTHING
