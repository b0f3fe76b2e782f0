-- By pass the rows that the target lacks: they are restored.
SELECT s.waybill_offset >> {shift} AS pass, count(*) AS rows FROM {stage} AS s WHERE {missing} GROUP BY 1 ORDER BY 1
