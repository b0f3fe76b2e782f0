-- Finds what rows of Play that tables outside the feed refer to are called in the stage: Things by path, series as calendars find them,
-- events by uid, tags by what they join. Locks do not live on.
ANALYZE {stage.outside_fate};

UPDATE {stage.outside_fate} AS f
SET new_id = coalesce(carried.new_id, same.id, moved.id)
FROM {target.thing} AS t
LEFT JOIN {stage.carried_thing} AS carried ON carried.old_id = t.id
LEFT JOIN {stage.thing} AS same ON same.fullpath = t.fullpath AND same.waybill_offset IS NOT NULL
LEFT JOIN LATERAL (
    SELECT rename.new_prefix || substr(t.fullpath, length(rename.old_prefix) + 1) AS path
    FROM {stage.rename} AS rename
    WHERE t.fullpath = rename.old_prefix OR starts_with(t.fullpath, rename.old_prefix || '/')
    ORDER BY length(rename.old_prefix) DESC
    LIMIT 1) AS renamed ON true
LEFT JOIN {stage.thing} AS moved ON moved.fullpath = renamed.path AND moved.waybill_offset IS NOT NULL
WHERE f.model = 'thing' AND f.old_id = t.id;

UPDATE {stage.outside_fate} AS f
SET new_id = coalesce(match.live_id, same.id)
FROM {target.eventsource} AS t
LEFT JOIN {stage.series_match} AS match ON match.play_id = t.id
LEFT JOIN {stage.eventsource} AS same
     ON same.id = t.id AND same.title = t.title AND same.id NOT IN (SELECT live_id FROM {stage.series_match})
WHERE f.model = 'eventsource' AND f.old_id = t.id;

UPDATE {stage.outside_fate} AS f
SET new_id = coalesce(same.id, other.id)
FROM {target.event} AS t
LEFT JOIN {stage.event} AS same
     ON same.id = t.id AND same.uid = t.uid AND (t.uid <> '' OR same.title = t.title AND same.start = t.start)
LEFT JOIN (
    SELECT uid, min(id) AS id FROM {stage.event} WHERE uid <> '' GROUP BY uid HAVING count(*) = 1) AS other
     ON other.uid = t.uid AND NOT EXISTS (SELECT FROM {target.event} AS twin WHERE twin.uid = t.uid AND twin.id <> t.id)
WHERE f.model = 'event' AND f.old_id = t.id;

UPDATE {stage.outside_fate} AS f
SET new_id = found.id
FROM (
    SELECT t.id AS old_id, CASE WHEN bool_or(s.id = t.id) THEN t.id WHEN count(s.id) = 1 THEN min(s.id) END AS id
    FROM {stage.outside_fate} AS of_tag
    JOIN {target.eventsourcetag} AS t ON of_tag.model = 'eventsourcetag' AND t.id = of_tag.old_id
    JOIN {target.thing} AS thing ON thing.id = t.thing_id
    JOIN {target.eventsource} AS series ON series.id = t.eventsource_id
    LEFT JOIN (
        SELECT tag.id, tag.annotation, holder.fullpath, joined.title
        FROM {stage.eventsourcetag} AS tag
        JOIN {stage.thing} AS holder ON holder.id = tag.thing_id
        JOIN {stage.eventsource} AS joined ON joined.id = tag.eventsource_id) AS s
        ON s.fullpath = thing.fullpath AND s.title = series.title AND s.annotation IS NOT DISTINCT FROM t.annotation
    GROUP BY t.id) AS found
WHERE f.model = 'eventsourcetag' AND f.old_id = found.old_id;

UPDATE {stage.outside_fate} AS f
SET new_id = found.id
FROM (
    SELECT t.id AS old_id, CASE WHEN bool_or(s.id = t.id) THEN t.id WHEN count(s.id) = 1 THEN min(s.id) END AS id
    FROM {stage.outside_fate} AS of_tag
    JOIN {target.eventtag} AS t ON of_tag.model = 'eventtag' AND t.id = of_tag.old_id
    JOIN {target.thing} AS thing ON thing.id = t.thing_id
    JOIN {target.event} AS event ON event.id = t.event_id
    LEFT JOIN (
        SELECT tag.id, tag.annotation, holder.fullpath, joined.uid, joined.title, joined.start
        FROM {stage.eventtag} AS tag
        JOIN {stage.thing} AS holder ON holder.id = tag.thing_id
        JOIN {stage.event} AS joined ON joined.id = tag.event_id) AS s
        ON s.fullpath = thing.fullpath AND s.uid = event.uid AND (event.uid <> '' OR s.title = event.title AND s.start = event.start)
           AND s.annotation IS NOT DISTINCT FROM t.annotation
    GROUP BY t.id) AS found
WHERE f.model = 'eventtag' AND f.old_id = found.old_id;

UPDATE {stage.outside_fate} AS f
SET new_id = found.id
FROM (
    SELECT t.id AS old_id, CASE WHEN bool_or(s.id = t.id) THEN t.id WHEN count(s.id) = 1 THEN min(s.id) END AS id
    FROM {stage.outside_fate} AS of_tag
    JOIN {target.thingtag} AS t ON of_tag.model = 'thingtag' AND t.id = of_tag.old_id
    JOIN {target.thing} AS thing ON thing.id = t.thing_id
    JOIN {target.thing} AS other ON other.id = t.targetthing_id
    LEFT JOIN (
        SELECT tag.id, tag.annotation, holder.fullpath, joined.fullpath AS other
        FROM {stage.thingtag} AS tag
        JOIN {stage.thing} AS holder ON holder.id = tag.thing_id
        JOIN {stage.thing} AS joined ON joined.id = tag.targetthing_id) AS s
        ON s.fullpath = thing.fullpath AND s.other = other.fullpath AND s.annotation IS NOT DISTINCT FROM t.annotation
    GROUP BY t.id) AS found
WHERE f.model = 'thingtag' AND f.old_id = found.old_id;
