WITH offenders (waybill_shown) AS MATERIALIZED (
    SELECT * FROM (
{check}
    ) AS waybill_check
)
SELECT count(*) AS offenders, array_agg(digest)::text AS digests
FROM (SELECT hashtextextended(waybill_row::text, 0) AS digest FROM offenders AS waybill_row LIMIT 1000001) AS digests
