-- Rows that refer to those of the last round and that the target lacks, whichever pass they belong to.
UPDATE {rows} AS c SET waybill_pass = coalesce(c.waybill_pass, ?), waybill_reached = ?, waybill_round = ?
WHERE c.waybill_reached IS DISTINCT FROM ?
    AND EXISTS (SELECT FROM {parent} AS p WHERE p.waybill_reached = ? AND p.waybill_round = ? AND {refers})
    AND NOT EXISTS (SELECT FROM {target} AS t WHERE t.{key} = c.{key}) AND {others|NOT #| AND |true}
