-- By pass the rows that the target has: all, those that differ, those that are other ones under the same key.
SELECT s.waybill_offset >> {shift} AS pass, count(*) AS rows, count(*) FILTER (WHERE {differs}) AS different,
       count(*) FILTER (WHERE {another}) AS others
FROM {stage} AS s JOIN {target} AS t ON t.{key} = s.{key}
GROUP BY 1
ORDER BY 1
