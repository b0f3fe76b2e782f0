-- Events that no definition makes any more. What a broken one made stays, and so does what was made by a file that is not in the drop, unless it
-- is a drop of all of them.
CREATE UNLOGGED TABLE {work}.ended_event WITH (autovacuum_enabled = false) AS
SELECT e.id
FROM {work}.frame AS f
JOIN {target.events} AS e ON e.eventsource_id = f.eventsource_id
LEFT JOIN {work}.wanted_event AS w ON w.id = e.id
LEFT JOIN {work}.day_letter AS l ON l.day = e.local_date
WHERE w.id IS NULL AND NOT e.withdrawn AND e.source_key IS NOT NULL AND e.local_date BETWEEN f.start AND f.era_last
  AND coalesce(cardinality(l.letters), 0) <= 1
  AND (current_setting('waybill.all_files')::boolean
       OR EXISTS (SELECT FROM {work}.recurring_file AS r WHERE starts_with(e.source_key, r.file || ': ')))
  AND NOT EXISTS (
    SELECT FROM {work}.recurring_frozen AS z
    WHERE coalesce(z.key = e.source_key, starts_with(e.source_key, z.file || ': ')));
ANALYZE {work}.ended_event
