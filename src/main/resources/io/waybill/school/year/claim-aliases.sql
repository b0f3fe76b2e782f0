-- Names of rooms with a key and without a source, unless the key is there twice. Parameter: the source.
INSERT INTO {stage.locationaliases} (id, datasource_id, source_id, name, location_id, display, friendly, current, waybill_offset)
SELECT t.id, d.id, t.source_id, t.name, t.location_id, t.display, t.friendly, t.current, 0
FROM {target.datasources} AS d
CROSS JOIN {target.locationaliases} AS t
WHERE d.name = ?::text AND t.datasource_id IS NULL AND t.source_id NOT IN ('', '0')
  AND NOT EXISTS (SELECT FROM {target.locationaliases} AS o
                  WHERE o.source_id = t.source_id AND o.id <> t.id AND (o.datasource_id = d.id OR o.datasource_id IS NULL))
