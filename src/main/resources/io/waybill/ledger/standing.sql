SELECT state, count(*) AS waybills
FROM waybill.waybills
WHERE state IN ('claimed', 'reading', 'staged', 'planned', 'held', 'applying')
GROUP BY state
