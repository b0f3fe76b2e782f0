-- What the settings were before a waybill that has changed the current era or the source, and how much has come since. A row that the waybill
-- itself has taken away, as a restore does, is in its journal alone. Parameter: its number.
SELECT coalesce(era.name, era_taken.name) AS era, next_era.name AS next_era,
       (SELECT count(*) FROM groups AS g WHERE g.era_id = next_era.id AND NOT g.withdrawn) AS groups,
       coalesce(source.name, source_taken.name) AS source, next_source.name AS next_source,
       (SELECT count(*)
        FROM waybill.waybills AS step
        JOIN waybill.waybills AS w ON w.system = step.system AND w.number > step.number
        WHERE step.number = c.waybill AND w.kind = 'drop' AND w.feed <> step.feed AND w.state = 'delivered') AS later
FROM (
    SELECT c.waybill, c.before[array_position(p.columns, 'current_era_id')] AS era_before,
           c.after[array_position(p.columns, 'current_era_id')] AS era_after,
           c.before[array_position(p.columns, 'current_datasource_id')] AS source_before,
           c.after[array_position(p.columns, 'current_datasource_id')] AS source_after
    FROM waybill.plans AS p
    JOIN waybill.changes AS c ON c.waybill = p.waybill AND c.plan = p.ordinal
    WHERE p.waybill = ? AND p.table_name = 'settings' AND c.kind = 'u'
) AS c
LEFT JOIN eras AS era ON c.era_before <> c.era_after AND era.id::text = c.era_before
LEFT JOIN LATERAL (
    SELECT t.before[array_position(p.columns, 'name')] AS name
    FROM waybill.plans AS p
    JOIN waybill.changes AS t ON t.waybill = p.waybill AND t.plan = p.ordinal
    WHERE p.waybill = c.waybill AND p.table_name = 'eras' AND t.kind = 'd' AND c.era_before <> c.era_after AND t.key[1] = c.era_before
) AS era_taken ON true
LEFT JOIN eras AS next_era ON c.era_before <> c.era_after AND next_era.id::text = c.era_after
LEFT JOIN datasources AS source ON c.source_before <> c.source_after AND source.id::text = c.source_before
LEFT JOIN LATERAL (
    SELECT t.before[array_position(p.columns, 'name')] AS name
    FROM waybill.plans AS p
    JOIN waybill.changes AS t ON t.waybill = p.waybill AND t.plan = p.ordinal
    WHERE p.waybill = c.waybill AND p.table_name = 'datasources' AND t.kind = 'd' AND c.source_before <> c.source_after
      AND t.key[1] = c.source_before
) AS source_taken ON true
LEFT JOIN datasources AS next_source ON c.source_before <> c.source_after AND next_source.id::text = c.source_after
