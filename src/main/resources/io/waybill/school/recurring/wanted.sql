-- The days of definitions. On a day whose week letters contradict each other, and of a broken definition, nothing is known. Definitions that are
-- the same event of a day are one, with all who take part.
CREATE UNLOGGED TABLE {work}.recurring_day WITH (autovacuum_enabled = false) AS
SELECT r.place, r.key, d.day
FROM {work}.frame AS f
CROSS JOIN {work}.recurring AS r
JOIN {work}.school_day AS d ON d.weekday = ANY (r.days) AND d.day >= coalesce(r.first, d.day) AND d.day <= coalesce(r.last, d.day)
LEFT JOIN {work}.day_letter AS l ON l.day = d.day
CROSS JOIN LATERAL (
    SELECT (extract(day FROM d.day)::integer - 1) / 7 AS nth,
           (extract(day FROM date_trunc('month', d.day::timestamp) + interval '1 month - 1 day')::integer
            - extract(day FROM d.day)::integer) / 7 AS after
) AS m
WHERE coalesce(cardinality(l.letters), 0) <= 1
  AND strpos(r.weeks, coalesce(l.letters[1], ' ')) > 0
  AND r.occurrences && ARRAY['ALL', (ARRAY['FIRST', 'SECOND', 'THIRD', 'FOURTH', 'FIFTH'])[m.nth + 1],
                             (ARRAY['LAST', 'PENULTIMATE', 'ANTEPENULTIMATE'])[m.after + 1]]
  AND NOT EXISTS (SELECT FROM {work}.recurring_frozen AS z WHERE z.file = r.file AND coalesce(z.key, r.key) = r.key);
ANALYZE {work}.recurring_day;

INSERT INTO {work}.wanted_event (entry, source_key, day, starts_at, ends_at, eventcategory_id, body, non_existent, id, fresh, all_day, organised,
                                 organiser_id)
WITH one AS (
    SELECT d.key, d.day, min(r.category) AS category, min(r.title) AS title, min(r.starts) AS starts, min(r.ends) AS ends,
           bool_or(r.greyed) AS greyed, min(o.id) AS organiser_id
    FROM {work}.recurring_day AS d
    JOIN {work}.recurring AS r ON r.place = d.place
    LEFT JOIN {work}.recurring_found AS o ON o.place = r.place AND o.field = 'organiser'
    GROUP BY d.key, d.day
)
SELECT o.day || ' ' || o.key, o.key, o.day, (o.day + coalesce(o.starts, '00:00')) AT TIME ZONE f.zone,
       CASE WHEN o.starts IS NULL THEN (o.day + 1)::timestamp AT TIME ZONE f.zone
            -- one that ends in the hour that is left out in spring may end before it begins
            ELSE greatest((o.day + o.starts) AT TIME ZONE f.zone, (o.day + o.ends) AT TIME ZONE f.zone) END,
       c.id, o.title, o.greyed, t.id, t.id IS NULL, o.starts IS NULL, true, o.organiser_id
FROM {work}.frame AS f
CROSS JOIN one AS o
JOIN {target.eventcategories} AS c ON c.name = o.category
LEFT JOIN {target.events} AS t ON t.eventsource_id = f.eventsource_id AND t.source_key = o.key AND t.local_date = o.day;

CREATE UNLOGGED TABLE {work}.entry_element WITH (autovacuum_enabled = false) AS
SELECT DISTINCT w.entry, n.id AS element_id
FROM {work}.wanted_event AS w
JOIN {work}.recurring_day AS d ON d.key = w.source_key AND d.day = w.day
JOIN {work}.recurring_found AS n ON n.place = d.place AND n.field <> 'organiser' AND n.field <> 'category';
CREATE UNLOGGED TABLE {work}.entry_incomplete (entry text NOT NULL);
CREATE UNIQUE INDEX ON {work}.entry_element (entry, element_id);
ANALYZE {work}.entry_element
