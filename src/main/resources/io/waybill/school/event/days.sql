-- Which weeks of the timetable the days from the effective one on belong to. Weeks begin on Sundays; the one with New Year's Day is the first,
-- however short. A day for which no week is set has the one that a "Week letter" event of the calendar says. Parameter: whether weeks that are
-- set nowhere are used all the time.
ANALYZE {work}.activity_days, {work}.suspension;

CREATE UNLOGGED TABLE {work}.school_day WITH (autovacuum_enabled = false) AS
SELECT d.day, extract(isodow FROM d.day)::integer AS weekday, extract(year FROM d.day)::integer AS year,
       (extract(doy FROM d.day)::integer - extract(dow FROM d.day)::integer + 12) / 7 AS number
FROM {work}.frame AS f
CROSS JOIN LATERAL generate_series(0, f.era_last - f.start) AS n
CROSS JOIN LATERAL (SELECT f.start + n AS day) AS d;
ANALYZE {work}.school_day;

CREATE UNLOGGED TABLE {work}.day_letter WITH (autovacuum_enabled = false) AS
SELECT d.day, array_agg(DISTINCT upper(right(btrim(e.body), 1))) AS letters
FROM {target.eventcategories} AS c
JOIN {target.events} AS e ON e.eventcategory_id = c.id AND NOT e.withdrawn AND btrim(e.body) ~* '\m[AB]$'
CROSS JOIN {work}.frame AS f
JOIN {work}.school_day AS d
    ON d.day >= (e.starts_at AT TIME ZONE f.zone)::date
   AND d.day <= (greatest(e.starts_at, e.ends_at - interval '1 microsecond') AT TIME ZONE f.zone)::date
WHERE c.name = 'Week letter'
GROUP BY d.day;

CREATE UNLOGGED TABLE {work}.day_week WITH (autovacuum_enabled = false) AS
SELECT d.day, d.weekday, u.week
FROM {work}.school_day AS d
JOIN {work}.week_use AS u ON u.year = d.year AND u.number = d.number
UNION
-- the letter itself, or the number of the week that has it
SELECT d.day, d.weekday, w.week
FROM {work}.school_day AS d
JOIN {work}.day_letter AS l ON l.day = d.day AND cardinality(l.letters) = 1
CROSS JOIN LATERAL (VALUES (l.letters[1]), (CASE l.letters[1] WHEN 'A' THEN '1' ELSE '2' END)) AS w (week)
WHERE NOT EXISTS (SELECT FROM {work}.week_use AS u WHERE u.year = d.year AND u.number = d.number)
UNION
SELECT d.day, d.weekday, p.week
FROM {work}.school_day AS d
CROSS JOIN (SELECT DISTINCT week FROM {work}.period) AS p
WHERE current_setting('waybill.unset_weeks')::boolean AND EXISTS (SELECT FROM {work}.week_use)
  AND NOT EXISTS (SELECT FROM {work}.week_use AS u WHERE u.week = p.week);

-- Days about which nothing is known: what is there on them stays. A system that sets no weeks at all relies on the letters.
CREATE UNLOGGED TABLE {work}.silent_day WITH (autovacuum_enabled = false) AS
SELECT d.day, d.weekday, coalesce(cardinality(l.letters), 0) AS letters
FROM {work}.school_day AS d
LEFT JOIN {work}.day_letter AS l ON l.day = d.day
WHERE CASE WHEN EXISTS (SELECT FROM {work}.week_use)
           THEN cardinality(l.letters) > 1
                AND NOT EXISTS (SELECT FROM {work}.week_use AS u WHERE u.year = d.year AND u.number = d.number)
           ELSE cardinality(l.letters) IS DISTINCT FROM 1 END;
DELETE FROM {work}.day_week AS w USING {work}.silent_day AS s WHERE s.day = w.day;
ANALYZE {work}.day_week;
ANALYZE {work}.silent_day
