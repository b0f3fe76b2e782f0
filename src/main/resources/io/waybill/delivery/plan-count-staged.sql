SELECT waybill_offset IS NULL AS carried, 'i' AS kind, count(*) AS rows FROM {stage} GROUP BY 1
