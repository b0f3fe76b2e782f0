-- Names of rooms of this source that the export no longer has. Those of a room that was rejected stay, and all of them when something without a
-- key was.
INSERT INTO {stage.locationaliases} (id, datasource_id, source_id, name, location_id, display, friendly, current)
SELECT t.id, t.datasource_id, t.source_id, t.name, t.location_id, t.display, t.friendly, false
FROM {target.locationaliases} AS t
JOIN {work}.frame AS f ON f.datasource_id = t.datasource_id
WHERE t.current
  AND t.source_id IS NOT NULL
  AND EXISTS (SELECT FROM {work}.area AS a WHERE a.area = 'rooms' AND a.state = 'loaded')
  AND NOT EXISTS (
      SELECT FROM {work}.rejected AS r
      WHERE r.area = 'rooms' AND (r.key IS NULL OR r.key = t.source_id OR starts_with(t.source_id, r.key || '/')))
  AND NOT EXISTS (SELECT FROM {work}.room_name AS n WHERE n.alias_id = t.id)
