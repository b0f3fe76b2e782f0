-- Events of the source that the export no longer has. What was rejected under its key, or on a day of which nothing is known, has not gone; and
-- nothing has, when something without a key was rejected.
CREATE UNLOGGED TABLE {work}.ended_event WITH (autovacuum_enabled = false) AS
SELECT e.id
FROM {work}.frame AS f
JOIN {target.events} AS e ON e.eventsource_id = f.eventsource_id
CROSS JOIN LATERAL (SELECT CASE WHEN e.source_key LIKE 'occurrence %' THEN 'other half' ELSE 'timetable' END AS area) AS x
JOIN {work}.area AS a ON a.area = x.area AND a.state = 'loaded'
LEFT JOIN {work}.wanted_event AS w ON w.id = e.id
WHERE w.id IS NULL AND NOT e.withdrawn AND e.source_key IS NOT NULL
  AND CASE WHEN x.area = 'timetable'
           THEN e.local_date BETWEEN f.start AND f.era_last AND NOT EXISTS (SELECT FROM {work}.silent_day AS s WHERE s.day = e.local_date)
           ELSE EXISTS (SELECT FROM {work}.activity_stretch AS s WHERE e.local_date BETWEEN s.first AND s.last) END
  AND NOT EXISTS (
    SELECT FROM {work}.rejected AS r
    WHERE r.area = x.area AND (r.key IS NULL OR r.key = split_part(e.source_key, ' in ', 1)));
ANALYZE {work}.ended_event
