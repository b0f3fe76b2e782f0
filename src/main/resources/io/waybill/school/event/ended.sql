-- Events of the source that the export no longer has. What was rejected under its key, or on a day about which nothing is known, has not gone; and
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

-- Nor has what may be an entry that was rejected. "kept_event" says under which key that was.
CREATE UNLOGGED TABLE {work}.kept_event WITH (autovacuum_enabled = false) AS
WITH unusable AS (
    SELECT u.entry, u.kind, u.name, (d.day + p.starts) AT TIME ZONE f.zone AS starts_at
    FROM {work}.frame AS f
    CROSS JOIN {work}.unusable_entry AS u
    JOIN {work}.period AS p ON p.id = u.period
    JOIN {work}.day_week AS d ON d.week = p.week AND d.weekday = p.weekday
), anytime AS (
    SELECT u.entry, u.kind, u.name
    FROM {work}.unusable_entry AS u
    WHERE NOT EXISTS (SELECT FROM {work}.period AS p WHERE p.id = u.period)
), gone AS (
    SELECT e.id, e.source_key, e.body, e.starts_at
    FROM {work}.ended_event AS n
    JOIN {target.events} AS e ON e.id = n.id
    WHERE e.source_key NOT LIKE 'occurrence %'
)
SELECT g.id, u.entry
FROM gone AS g
JOIN unusable AS u ON u.starts_at = g.starts_at AND starts_with(g.source_key, u.kind || ' ') AND (u.name IS NULL OR u.name = g.body)
UNION
SELECT g.id, u.entry
FROM gone AS g
JOIN anytime AS u ON starts_with(g.source_key, u.kind || ' ') AND (u.name IS NULL OR u.name = g.body);
DELETE FROM {work}.ended_event AS n USING {work}.kept_event AS k WHERE k.id = n.id;
ANALYZE {work}.ended_event, {work}.kept_event
