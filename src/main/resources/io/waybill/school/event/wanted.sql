-- What takes place according to the export: entries of the timetable in the weeks in which they are, and occurrences of activities. An entry that
-- may have several periods is there once for each of them.

-- The days for which the export has all occurrences.
CREATE UNLOGGED TABLE {work}.activity_stretch WITH (autovacuum_enabled = false) AS
SELECT a.first, a.last FROM {work}.activity_days AS a
UNION ALL
SELECT f.start, f.era_last FROM {work}.frame AS f WHERE NOT EXISTS (SELECT FROM {work}.activity_days);

-- The school's own years of those who are taught in lessons; everything else is for nobody's year in particular.
CREATE UNLOGGED TABLE {work}.entry_own_years WITH (autovacuum_enabled = false) AS
SELECT e.key AS entry, array_agg(DISTINCT coalesce(y.own, extract(year FROM f.era_first)::integer - g.start_year + 1)) AS years
FROM {work}.entry AS e
CROSS JOIN {work}.frame AS f
JOIN {work}.entry_group AS eg ON eg.entry = e.key
JOIN {work}.group_record AS g ON g.kind = eg.kind AND g.id = eg.id
LEFT JOIN {work}.school_year AS y ON y.year = g.year
WHERE e.kind = 'lesson' AND (y.own IS NOT NULL OR g.start_year IS NOT NULL)
GROUP BY e.key;
ANALYZE {work}.entry_own_years;

-- An occurrence is the same one on whatever day it is, unless it was before the days that this is about.
CREATE UNLOGGED TABLE {work}.known_occurrence WITH (autovacuum_enabled = false) AS
SELECT DISTINCT ON (o.key) o.key, e.id
FROM {work}.frame AS f
CROSS JOIN {work}.occurrence AS o
JOIN {target.events} AS e ON e.eventsource_id = f.eventsource_id AND e.source_key = o.key
WHERE e.local_date >= least(f.start, (SELECT min(s.first) FROM {work}.activity_stretch AS s))
ORDER BY o.key, (e.local_date = o.day) DESC, e.withdrawn, e.id;
ANALYZE {work}.known_occurrence;

-- What ends in the hour that is left out in spring may end before it begins: it ends when it begins.
INSERT INTO {work}.wanted_event
WITH moment AS MATERIALIZED (
    SELECT p.id AS period, d.day, (d.day + p.starts) AT TIME ZONE f.zone AS starts_at,
           greatest((d.day + p.starts) AT TIME ZONE f.zone, (d.day + p.ends) AT TIME ZONE f.zone) AS ends_at
    FROM {work}.frame AS f
    CROSS JOIN {work}.period AS p
    JOIN {work}.day_week AS d ON d.week = p.week AND d.weekday = p.weekday
)
SELECT e.key, k.source_key, m.day, m.starts_at, m.ends_at, c.id, e.name, false, t.id, t.id IS NULL
FROM {work}.frame AS f
CROSS JOIN {work}.entry AS e
JOIN {work}.category AS c ON c.name = e.category
JOIN (SELECT entry, count(*) AS periods FROM {work}.entry_period GROUP BY entry) AS n ON n.entry = e.key
JOIN {work}.entry_period AS ep ON ep.entry = e.key
CROSS JOIN LATERAL (
    SELECT CASE WHEN e.kind = 'tutorial' OR n.periods > 1 THEN e.key || ' in ' || ep.period ELSE e.key END AS source_key
) AS k
JOIN moment AS m ON m.period = ep.period
LEFT JOIN {target.events} AS t ON t.eventsource_id = f.eventsource_id AND t.source_key = k.source_key AND t.local_date = m.day
WHERE EXISTS (SELECT FROM {work}.area AS a WHERE a.area = 'timetable' AND a.state = 'loaded');

INSERT INTO {work}.wanted_event
SELECT o.key, o.key, o.day, (o.day + o.starts) AT TIME ZONE f.zone,
       greatest((o.day + o.starts) AT TIME ZONE f.zone, (o.day + o.ends) AT TIME ZONE f.zone), c.id, o.name, false, k.id, k.id IS NULL
FROM {work}.frame AS f
CROSS JOIN {work}.occurrence AS o
JOIN {work}.category AS c ON c.name = 'Other Half'
LEFT JOIN {work}.known_occurrence AS k ON k.key = o.key
WHERE EXISTS (SELECT FROM {work}.area AS a WHERE a.area = 'other half' AND a.state = 'loaded')
  AND EXISTS (SELECT FROM {work}.activity_stretch AS s WHERE o.day BETWEEN s.first AND s.last);

-- Times without lessons: in some of them nothing is there, in others it is shown that it does not take place.
CREATE UNLOGGED TABLE {work}.paused_event WITH (autovacuum_enabled = false) AS
SELECT w.source_key, w.day, bool_or(p.hard) AS hard
FROM {work}.pause AS p
JOIN {work}.wanted_event AS w ON w.day = p.day AND w.starts_at < p.ends_at AND w.ends_at > p.starts_at
LEFT JOIN {work}.entry_own_years AS y ON y.entry = w.entry
WHERE p.everybody OR y.years <@ p.years
GROUP BY w.source_key, w.day;
ANALYZE {work}.paused_event;
DELETE FROM {work}.wanted_event AS w
USING {work}.paused_event AS p
WHERE p.source_key = w.source_key AND p.day = w.day AND p.hard;
UPDATE {work}.wanted_event AS w SET non_existent = true
FROM {work}.paused_event AS p
WHERE p.source_key = w.source_key AND p.day = w.day;
