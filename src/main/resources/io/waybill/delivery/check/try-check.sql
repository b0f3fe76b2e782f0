EXPLAIN SELECT * FROM (
{check}
) AS waybill_check
