-- The events in which somebody stands in, as they will be, each on the days that it lasts.
CREATE UNLOGGED TABLE {work}.cover_moment WITH (autovacuum_enabled = false) AS
SELECT p.source_id, p.day, p.event_id, p.element_id, p.covered_element, p.staff_id, p.non_existent, e.eventcategory_id, e.body, e.starts_at,
       e.ends_at, (e.starts_at AT TIME ZONE f.zone)::date AS first,
       (greatest(e.starts_at, e.ends_at - interval '1 microsecond') AT TIME ZONE f.zone)::date AS last
FROM {work}.frame AS f
CROSS JOIN {work}.placed_cover AS p
CROSS JOIN LATERAL (
    SELECT s.eventcategory_id, s.body, s.starts_at, s.ends_at FROM {stage.events} AS s WHERE s.id = p.event_id
    UNION ALL
    SELECT t.eventcategory_id, t.body, t.starts_at, t.ends_at
    FROM {target.events} AS t
    WHERE t.id = p.event_id AND NOT EXISTS (SELECT FROM {stage.events} AS s WHERE s.id = t.id)
) AS e
WHERE p.problem IS NULL;
ANALYZE {work}.cover_moment
