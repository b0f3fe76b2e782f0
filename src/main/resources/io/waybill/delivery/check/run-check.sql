WITH offenders (waybill_shown) AS MATERIALIZED (
    SELECT * FROM (
{check}
    ) AS waybill_check
)
SELECT (SELECT count(*) FROM offenders) AS offenders,
       (SELECT array_agg(few.shown) FROM (SELECT waybill_shown::text AS shown FROM offenders LIMIT 10) AS few) AS examples
