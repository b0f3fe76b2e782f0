WITH offenders (waybill_shown) AS MATERIALIZED (
    SELECT * FROM (
{check}
    ) AS waybill_check
), judged AS MATERIALIZED (
    SELECT waybill_row.waybill_shown::text AS shown, k.digest IS NOT NULL AS known
    FROM offenders AS waybill_row
    LEFT JOIN (SELECT DISTINCT digest FROM unnest('{known}'::bigint[]) AS digest) AS k ON k.digest = hashtextextended(waybill_row::text, 0)
)
SELECT (SELECT count(*) FROM judged) AS offenders,
       (SELECT count(*) FROM judged WHERE known) AS known,
       (SELECT array_agg(few.shown) FROM (SELECT shown FROM judged LIMIT 10) AS few) AS examples,
       (SELECT array_agg(few.shown) FROM (SELECT shown FROM judged WHERE NOT known LIMIT 10) AS few) AS fresh_examples
