-- The settings of the calendar.
SELECT c.name AS current, lower(c.during) AS first, upper(c.during) - 1 AS last, n.name AS next, lower(n.during) AS next_first,
       d.name AS source, b.name AS previous_source
FROM {target.settings} AS s
JOIN {target.eras} AS c ON c.id = s.current_era_id
LEFT JOIN {target.eras} AS n ON n.id = s.next_era_id
JOIN {target.datasources} AS d ON d.id = s.current_datasource_id
LEFT JOIN {target.datasources} AS b ON b.id = s.previous_datasource_id
