SELECT d.name
FROM {now.settings} AS s
JOIN {now.datasources} AS d ON d.id = s.current_datasource_id
