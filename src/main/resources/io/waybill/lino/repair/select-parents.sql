-- Rows that those of the last round refer to and the target lacks, whichever pass they belong to.
UPDATE {rows} AS p SET waybill_pass = coalesce(p.waybill_pass, ?), waybill_reached = ?, waybill_round = ?
WHERE p.waybill_reached IS DISTINCT FROM ?
    AND EXISTS (SELECT FROM {child} AS c WHERE c.waybill_reached = ? AND c.waybill_round = ? AND {refers})
    AND NOT EXISTS (SELECT FROM {target} AS t WHERE t.{key} = p.{key}) AND {others|NOT #| AND |true}
