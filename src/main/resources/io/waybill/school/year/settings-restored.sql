-- Which era is the current one, and which system the calendar follows, in a backup and in the calendar that it is restored into.
SELECT era.name AS era, next_era.name AS next_era, source.name AS source, next_source.name AS next_source
FROM {stage.settings} AS before
LEFT JOIN {stage.eras} AS era ON era.id = before.current_era_id
LEFT JOIN {stage.datasources} AS source ON source.id = before.current_datasource_id
LEFT JOIN {target.settings} AS after ON true
LEFT JOIN {target.eras} AS next_era ON next_era.id = after.current_era_id
LEFT JOIN {target.datasources} AS next_source ON next_source.id = after.current_datasource_id
