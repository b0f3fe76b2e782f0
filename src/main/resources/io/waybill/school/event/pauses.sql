-- Times without lessons: events of others in the calendar with the property "Gap", after which there are none, or "Suspension", in which they are seen but
-- do not take place. They are for the years whose pupils take part in the event, as pupils and groups will be after this load; for the whole
-- school when no pupil does.
CREATE UNLOGGED TABLE {work}.pause_mark WITH (autovacuum_enabled = false) AS
SELECT x.id AS element_id, p.name = 'Gap' AS hard
FROM {now.properties} AS p
JOIN {now.elements} AS x ON x.property_id = p.id
WHERE p.name IN ('Gap', 'Suspension');
ANALYZE {work}.pause_mark;

CREATE UNLOGGED TABLE {work}.pausing WITH (autovacuum_enabled = false) AS
SELECT e.id, m.hard, s.first,
       CASE WHEN e.all_day THEN s.first::timestamp AT TIME ZONE f.zone ELSE e.starts_at END AS starts_at,
       CASE WHEN e.all_day THEN (s.last + 1)::timestamp AT TIME ZONE f.zone ELSE e.ends_at END AS ends_at
FROM {work}.pause_mark AS m
JOIN {target.commitments} AS c ON c.element_id = m.element_id AND NOT c.withdrawn
JOIN {target.events} AS e ON e.id = c.event_id AND NOT e.withdrawn
CROSS JOIN {work}.frame AS f
CROSS JOIN LATERAL (
    SELECT (e.starts_at AT TIME ZONE f.zone)::date AS first,
           (greatest(e.starts_at, e.ends_at - interval '1 microsecond') AT TIME ZONE f.zone)::date AS last
) AS s
WHERE e.eventsource_id <> f.eventsource_id
  AND s.last >= f.start AND s.first <= f.era_last;
ANALYZE {work}.pausing;

CREATE UNLOGGED TABLE {work}.pausing_years WITH (autovacuum_enabled = false) AS
WITH RECURSIVE reached AS (
    SELECT p.id, p.first, x.id AS element_id, x.group_id, x.pupil_id
    FROM (SELECT DISTINCT id, first FROM {work}.pausing) AS p
    JOIN {target.commitments} AS c ON c.event_id = p.id AND NOT c.withdrawn
    JOIN {now.elements} AS x ON x.id = c.element_id
    WHERE x.group_id IS NOT NULL OR x.pupil_id IS NOT NULL
    UNION
    SELECT r.id, r.first, x.id, x.group_id, x.pupil_id
    FROM reached AS r
    JOIN {now.memberships} AS m ON m.group_id = r.group_id AND NOT m.withdrawn AND NOT m.inverse AND m.during @> r.first
    JOIN {now.elements} AS x ON x.id = m.element_id
)
SELECT r.id, array_agg(DISTINCT extract(year FROM f.era_first)::integer - u.start_year + 1) AS years
FROM reached AS r
JOIN {now.pupils} AS u ON u.id = r.pupil_id AND u.start_year IS NOT NULL
CROSS JOIN {work}.frame AS f
GROUP BY r.id;

-- At each moment the years of all that is going on then. Cut at the ends of each of them and at midnight, so that a day finds its own.
CREATE UNLOGGED TABLE {work}.pause WITH (autovacuum_enabled = false) AS
WITH going AS (
    SELECT p.hard, p.starts_at, p.ends_at, y.years
    FROM {work}.pausing AS p
    LEFT JOIN {work}.pausing_years AS y ON y.id = p.id
    UNION ALL
    SELECT s.hard, (d.day + s.starts) AT TIME ZONE f.zone, (d.day + s.ends) AT TIME ZONE f.zone, s.years
    FROM {work}.suspension AS s
    CROSS JOIN {work}.frame AS f
    JOIN {work}.school_day AS d ON d.day BETWEEN s.first AND s.last
), bound AS (
    SELECT hard, starts_at AS at FROM going
    UNION
    SELECT hard, ends_at FROM going
    UNION
    SELECT h.hard, d.day::timestamp AT TIME ZONE f.zone
    FROM {work}.school_day AS d
    CROSS JOIN {work}.frame AS f
    CROSS JOIN (SELECT DISTINCT hard FROM going) AS h
), piece AS (
    SELECT hard, at AS starts_at, lead(at) OVER (PARTITION BY hard ORDER BY at) AS ends_at
    FROM bound
)
SELECT p.hard, (p.starts_at AT TIME ZONE f.zone)::date AS day, p.starts_at, p.ends_at, bool_or(g.years IS NULL) AS everybody,
       array_agg(DISTINCT y.year) FILTER (WHERE y.year IS NOT NULL) AS years
FROM piece AS p
CROSS JOIN {work}.frame AS f
JOIN going AS g ON g.hard = p.hard AND g.starts_at < p.ends_at AND g.ends_at > p.starts_at
LEFT JOIN LATERAL unnest(g.years) AS y (year) ON true
GROUP BY p.hard, p.starts_at, p.ends_at, f.zone;
ANALYZE {work}.pause
