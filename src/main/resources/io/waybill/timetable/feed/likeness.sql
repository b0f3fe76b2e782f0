-- What the refresh would do to Play, recognising rows by their contents instead of their keys: a subject or module by its path, a
-- series by its title, an event by its uid, a tag by the names of what it joins. If Live and Play number things differently, the plan
-- cannot show this: nearly every row has the key of some other one.
WITH play (model, name, content) AS (
    SELECT 'thing', fullpath::text, ROW (type, fullname, data)::text FROM {target.thing}
    UNION ALL
    SELECT 'eventsource', title, ROW (sourcetype, data, current)::text FROM {target.eventsource}
    UNION ALL
    SELECT 'event', uid || CASE uid WHEN '' THEN start || chr(1) || title ELSE '' END,
           ROW (status, start, "end", title, location, data, current)::text
    FROM {target.event}
    UNION ALL
    SELECT 'eventsourcetag', concat_ws(chr(1), thing.name, series.title, tag.annotation), ''
    FROM {target.eventsourcetag} AS tag
    JOIN {target.thing} AS thing ON thing.id = tag.thing_id
    JOIN {target.eventsource} AS series ON series.id = tag.eventsource_id
    UNION ALL
    SELECT 'eventtag', concat_ws(chr(1), thing.name, event.uid, event.start, tag.annotation), ''
    FROM {target.eventtag} AS tag
    JOIN {target.thing} AS thing ON thing.id = tag.thing_id
    JOIN {target.event} AS event ON event.id = tag.event_id
    UNION ALL
    SELECT 'thingtag', concat_ws(chr(1), thing.name, other.name, tag.annotation), ''
    FROM {target.thingtag} AS tag
    JOIN {target.thing} AS thing ON thing.id = tag.thing_id
    JOIN {target.thing} AS other ON other.id = tag.targetthing_id
), live (model, name, content) AS (
    SELECT 'thing', fullpath::text, ROW (type, fullname, data)::text FROM {stage.thing}
    UNION ALL
    SELECT 'eventsource', title, ROW (sourcetype, data, current)::text FROM {stage.eventsource}
    UNION ALL
    SELECT 'event', uid || CASE uid WHEN '' THEN start || chr(1) || title ELSE '' END,
           ROW (status, start, "end", title, location, data, current)::text
    FROM {stage.event}
    UNION ALL
    SELECT 'eventsourcetag', concat_ws(chr(1), thing.name, series.title, tag.annotation), ''
    FROM {stage.eventsourcetag} AS tag
    JOIN {stage.thing} AS thing ON thing.id = tag.thing_id
    JOIN {stage.eventsource} AS series ON series.id = tag.eventsource_id
    UNION ALL
    SELECT 'eventtag', concat_ws(chr(1), thing.name, event.uid, event.start, tag.annotation), ''
    FROM {stage.eventtag} AS tag
    JOIN {stage.thing} AS thing ON thing.id = tag.thing_id
    JOIN {stage.event} AS event ON event.id = tag.event_id
    UNION ALL
    SELECT 'thingtag', concat_ws(chr(1), thing.name, other.name, tag.annotation), ''
    FROM {stage.thingtag} AS tag
    JOIN {stage.thing} AS thing ON thing.id = tag.thing_id
    JOIN {stage.thing} AS other ON other.id = tag.targetthing_id
), of_play AS (
    SELECT *, row_number() OVER (PARTITION BY model, name ORDER BY content) AS n FROM play
), of_live AS (
    SELECT *, row_number() OVER (PARTITION BY model, name ORDER BY content) AS n FROM live
)
SELECT model,
       count(of_play.n) AS rows_before,
       count(*) FILTER (WHERE of_play.n IS NULL) AS inserted,
       count(*) FILTER (WHERE of_play.content <> of_live.content) AS updated,
       count(*) FILTER (WHERE of_live.n IS NULL) AS deleted
FROM of_play
FULL JOIN of_live USING (model, name, n)
GROUP BY model
