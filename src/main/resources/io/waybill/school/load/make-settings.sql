-- Parameters: the names of the current and the perpetual era, of the source and of the one before it (NULL for none).
INSERT INTO {stage.settings} (id, current_era_id, perpetual_era_id, current_datasource_id, previous_datasource_id, waybill_offset)
SELECT 1, e.id, p.id, d.id, b.id, 0
FROM {now.eras} AS e
JOIN {now.eras} AS p ON e.name = ?::text AND p.name = ?::text
JOIN {now.datasources} AS d ON d.name = ?::text
LEFT JOIN {now.datasources} AS b ON b.name = ?::text AND b.id <> d.id
