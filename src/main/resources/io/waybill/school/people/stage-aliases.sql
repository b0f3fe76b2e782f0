-- Names of rooms that are new or differ.
INSERT INTO {stage.locationaliases} (id, datasource_id, source_id, name, location_id, display, friendly, current, waybill_offset)
SELECT n.alias_id, f.datasource_id, n.source_id, n.name, n.location_id, coalesce(t.display, false), coalesce(t.friendly, false), true, 0
FROM {work}.room_name AS n
CROSS JOIN {work}.frame AS f
LEFT JOIN {target.locationaliases} AS t ON t.id = n.alias_id
WHERE (f.datasource_id, n.source_id, n.name, n.location_id, true)
      IS DISTINCT FROM (t.datasource_id, t.source_id, t.name, t.location_id, t.current)
