-- The next era is the one of that name. Parameter: its name.
INSERT INTO {stage.settings} (id, previous_era_id, current_era_id, next_era_id, perpetual_era_id, current_datasource_id, previous_datasource_id,
                              waybill_offset)
SELECT s.id, s.previous_era_id, s.current_era_id, e.id, s.perpetual_era_id, s.current_datasource_id, s.previous_datasource_id, 0
FROM {target.settings} AS s
JOIN {now.eras} AS e ON e.name = ?::text
