-- Aliases that the former system has under the same name, when the drop converts and nothing else has that name: they get their new keys.
WITH pairs AS (
    SELECT n.source_id, t.id, t.location_id, count(*) OVER (PARTITION BY n.source_id) AS rows, count(*) OVER (PARTITION BY t.id) AS records
    FROM {work}.room_name AS n
    JOIN {work}.frame AS f ON f.convert
    JOIN {target.locationaliases} AS t ON t.datasource_id = f.previous_datasource_id AND {work}.folded(t.name) = {work}.folded(n.name)
    WHERE n.alias_id IS NULL
)
UPDATE {work}.room_name AS n
SET alias_id = p.id, location_id = p.location_id, rung = 'name'
FROM pairs AS p
WHERE p.source_id = n.source_id AND p.rows = 1 AND p.records = 1
