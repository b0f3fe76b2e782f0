-- Rows that those of the last round refer to and the target lacks.
UPDATE {rows} AS p SET waybill_pass = ?, waybill_round = ?
WHERE p.waybill_pass IS NULL
    AND EXISTS (SELECT FROM {child} AS c WHERE c.waybill_pass = ? AND c.waybill_round = ? AND {refers})
    AND NOT EXISTS (SELECT FROM {target} AS t WHERE t.{key} = p.{key})
