-- Rows that refer to those of the last round and that the target lacks.
UPDATE {rows} AS c SET waybill_pass = ?, waybill_round = ?
WHERE c.waybill_pass IS NULL
    AND EXISTS (SELECT FROM {parent} AS p WHERE p.waybill_pass = ? AND p.waybill_round = ? AND {refers})
    AND NOT EXISTS (SELECT FROM {target} AS t WHERE t.{key} = c.{key})
