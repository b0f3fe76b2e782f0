-- Which series of Live is which series of Play. Their keys may differ, so a series is known by the modules that own it
-- (its home tags) and its title; among several alike, by key, then by content, then by order (specs/timetable.md §12.4).
-- One series of Play matches at most one of Live: a duplicate that Live deleted must not hand its followers to its twin.
-- Only series called as one in a user's calendar are looked at: every match is one between series of the same title.

CREATE UNLOGGED TABLE {stage.play_series} AS
SELECT series.id, series.title, series.data,
       coalesce(array_agg(DISTINCT coalesce(renamed.path, home.fullpath)) FILTER (WHERE home.id IS NOT NULL), '{}') AS homes
FROM {target.eventsource} AS series
LEFT JOIN {target.eventsourcetag} AS tag ON tag.eventsource_id = series.id AND tag.annotation = 'home'
LEFT JOIN {target.thing} AS home ON home.id = tag.thing_id
     AND NOT starts_with(home.fullpath, current_setting('waybill.user_prefix'))
LEFT JOIN LATERAL (
    SELECT rename.new_prefix || substr(home.fullpath, length(rename.old_prefix) + 1) AS path
    FROM {stage.rename} AS rename
    WHERE home.fullpath = rename.old_prefix OR starts_with(home.fullpath, rename.old_prefix || '/')
    ORDER BY length(rename.old_prefix) DESC
    LIMIT 1) AS renamed ON true
WHERE series.title IN (
    SELECT followed.title
    FROM {stage.carried_thing} AS holder
    JOIN {target.eventsourcetag} AS entry ON entry.thing_id = holder.old_id
    JOIN {target.eventsource} AS followed ON followed.id = entry.eventsource_id)
GROUP BY series.id, series.title, series.data;

CREATE UNLOGGED TABLE {stage.live_series} AS
SELECT series.id, series.title, series.data,
       coalesce(array_agg(DISTINCT home.fullpath::text) FILTER (WHERE home.id IS NOT NULL), '{}') AS homes
FROM {stage.eventsource} AS series
LEFT JOIN {stage.eventsourcetag} AS tag ON tag.eventsource_id = series.id AND tag.annotation = 'home'
LEFT JOIN {stage.thing} AS home ON home.id = tag.thing_id
WHERE series.title IN (SELECT title FROM {stage.play_series})
GROUP BY series.id, series.title, series.data;

CREATE UNLOGGED TABLE {stage.series_match} (play_id bigint PRIMARY KEY, live_id bigint UNIQUE NOT NULL);

-- 1. The same key, the same home and title.
INSERT INTO {stage.series_match}
SELECT id, id FROM {stage.play_series} JOIN {stage.live_series} USING (id, title, homes);

-- 2. The same home, title and content, in order of key.
INSERT INTO {stage.series_match}
SELECT play.id, live.id
FROM (SELECT *, row_number() OVER (PARTITION BY homes, title, data ORDER BY id) AS place
      FROM {stage.play_series} WHERE id NOT IN (SELECT play_id FROM {stage.series_match})) AS play
JOIN (SELECT *, row_number() OVER (PARTITION BY homes, title, data ORDER BY id) AS place
      FROM {stage.live_series} WHERE id NOT IN (SELECT live_id FROM {stage.series_match})) AS live
     USING (homes, title, data, place);

-- 3. The same home and title, as many left on either side: in order of key.
INSERT INTO {stage.series_match}
SELECT play.id, live.id
FROM (SELECT *, row_number() OVER (PARTITION BY homes, title ORDER BY id) AS place, count(*) OVER (PARTITION BY homes, title) AS alike
      FROM {stage.play_series} WHERE id NOT IN (SELECT play_id FROM {stage.series_match})) AS play
JOIN (SELECT *, row_number() OVER (PARTITION BY homes, title ORDER BY id) AS place, count(*) OVER (PARTITION BY homes, title) AS alike
      FROM {stage.live_series} WHERE id NOT IN (SELECT live_id FROM {stage.series_match})) AS live
     USING (homes, title, alike, place);

-- 4. One home in common and the same title, and no other series that this is true of: a borrowing came or went.
WITH play AS (
    SELECT id, title, home FROM {stage.play_series}, unnest(homes) AS home
    WHERE id NOT IN (SELECT play_id FROM {stage.series_match})
), live AS (
    SELECT id, title, home FROM {stage.live_series}, unnest(homes) AS home
    WHERE id NOT IN (SELECT live_id FROM {stage.series_match})
), pair AS (
    SELECT DISTINCT play.id AS play_id, live.id AS live_id FROM play JOIN live USING (title, home)
)
INSERT INTO {stage.series_match}
SELECT play_id, live_id
FROM (SELECT *, count(*) OVER (PARTITION BY play_id) AS of_play, count(*) OVER (PARTITION BY live_id) AS of_live FROM pair) AS counted
WHERE of_play = 1 AND of_live = 1;

-- 5. The same title and events in common: the module itself was renamed or moved. An event's uid is its own wherever it goes.
WITH pair AS (
    SELECT DISTINCT play.id AS play_id, live.id AS live_id
    FROM {stage.play_series} AS play
    JOIN {target.event} AS play_event ON play_event.source_id = play.id AND play_event.uid <> ''
    JOIN {stage.event} AS live_event ON live_event.uid = play_event.uid
    JOIN {stage.live_series} AS live ON live.id = live_event.source_id AND live.title = play.title
    WHERE play.id NOT IN (SELECT play_id FROM {stage.series_match}) AND live.id NOT IN (SELECT live_id FROM {stage.series_match})
)
INSERT INTO {stage.series_match}
SELECT play_id, live_id
FROM (SELECT *, count(*) OVER (PARTITION BY play_id) AS of_play, count(*) OVER (PARTITION BY live_id) AS of_live FROM pair) AS counted
WHERE of_play = 1 AND of_live = 1;

ANALYZE {stage.series_match};
