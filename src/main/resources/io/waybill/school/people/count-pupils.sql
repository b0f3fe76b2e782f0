SELECT count(*) AS records, count(*) FILTER (WHERE m.rung = 'new') AS fresh, count(*) FILTER (WHERE m.rung NOT IN ('new', 'id')) AS rekeyed,
       count(*) FILTER (WHERE n.current AND NOT t.current) AS returned,
       (SELECT count(*) FROM {target.pupils} AS b JOIN {work}.frame AS f ON f.datasource_id = b.datasource_id WHERE b.current)
       + count(*) FILTER (WHERE t.current AND t.datasource_id IS DISTINCT FROM (SELECT f.datasource_id FROM {work}.frame AS f)) AS before
FROM {work}.pupil_match AS m
LEFT JOIN {target.pupils} AS t ON t.id = m.id
LEFT JOIN {now.pupils} AS n ON n.id = m.id
