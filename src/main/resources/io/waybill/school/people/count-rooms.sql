SELECT count(*) AS records, count(*) FILTER (WHERE t.id IS NULL) AS fresh,
       count(*) FILTER (WHERE t.id IS NOT NULL AND n.rung = 'name') AS rekeyed, count(*) FILTER (WHERE NOT t.current) AS returned,
       (SELECT count(*) FROM {target.locationaliases} AS b JOIN {work}.frame AS f ON f.datasource_id = b.datasource_id WHERE b.current) AS before
FROM {work}.room_name AS n
LEFT JOIN {target.locationaliases} AS t ON t.id = n.alias_id
