-- Parameters: the source that the calendar follows, and the one before it.
INSERT INTO {stage.settings} (id, previous_era_id, current_era_id, next_era_id, perpetual_era_id, current_datasource_id, previous_datasource_id,
                              waybill_offset)
SELECT s.id, s.previous_era_id, s.current_era_id, s.next_era_id, s.perpetual_era_id, d.id, p.id, 0
FROM {target.settings} AS s
JOIN {now.datasources} AS d ON d.name = ?::text
JOIN {now.datasources} AS p ON p.name = ?::text
