-- Finds which series of Live is which series of Play. Their keys may differ, so a series is recognised by the modules that own it
-- (its home tags) and its title; several alike are distinguished by their events, then by content and key.
-- One series of Play matches at most one of Live: the followers of a duplicate that Live deleted must not go to its twin.
-- Only series with the title of one in a user's calendar, or of one that a table outside the feed refers to, are considered, because every
-- match is between series of the same title.

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
    JOIN {target.eventsource} AS followed ON followed.id = entry.eventsource_id
    UNION ALL
    SELECT referred.title
    FROM {stage.outside_fate} AS f
    JOIN {target.eventsource} AS referred ON f.model = 'eventsource' AND referred.id = f.old_id)
GROUP BY series.id, series.title, series.data;

ANALYZE {stage.play_series};

CREATE UNLOGGED TABLE {stage.live_series} AS
SELECT series.id, series.title, series.data,
       coalesce(array_agg(DISTINCT home.fullpath::text) FILTER (WHERE home.id IS NOT NULL), '{}') AS homes
FROM {stage.eventsource} AS series
LEFT JOIN {stage.eventsourcetag} AS tag ON tag.eventsource_id = series.id AND tag.annotation = 'home'
LEFT JOIN {stage.thing} AS home ON home.id = tag.thing_id
WHERE series.title IN (SELECT title FROM {stage.play_series})
GROUP BY series.id, series.title, series.data;

ANALYZE {stage.live_series};

-- The events that two series of one title have in common. The uid of an event stays the same wherever it goes, unlike its key.
CREATE UNLOGGED TABLE {stage.series_in_common} AS
SELECT play.id AS play_id, live.id AS live_id, play.homes = live.homes AS same_homes, count(*) AS events
FROM (SELECT DISTINCT source_id, uid FROM {target.event} WHERE uid <> '') AS play_event
JOIN (SELECT DISTINCT source_id, uid FROM {stage.event} WHERE uid <> '') AS live_event USING (uid)
JOIN {stage.play_series} AS play ON play.id = play_event.source_id
JOIN {stage.live_series} AS live ON live.id = live_event.source_id AND live.title = play.title
GROUP BY play.id, live.id, play.homes = live.homes;

ANALYZE {stage.series_in_common};

CREATE UNLOGGED TABLE {stage.series_match} (play_id bigint PRIMARY KEY, live_id bigint UNIQUE NOT NULL);

-- 1. The same home and title, and more events in common than either has with any other.
WITH ranked AS (
    SELECT *, rank() OVER (PARTITION BY play_id ORDER BY events DESC) AS of_play,
           rank() OVER (PARTITION BY live_id ORDER BY events DESC) AS of_live
    FROM {stage.series_in_common} WHERE same_homes
), best AS (
    SELECT *, count(*) OVER (PARTITION BY play_id) AS equals_of_play, count(*) OVER (PARTITION BY live_id) AS equals_of_live
    FROM ranked WHERE of_play = 1 AND of_live = 1
)
INSERT INTO {stage.series_match}
SELECT play_id, live_id FROM best WHERE equals_of_play = 1 AND equals_of_live = 1;

-- 2. The same key, home, title and content.
INSERT INTO {stage.series_match}
SELECT id, id FROM {stage.play_series} JOIN {stage.live_series} USING (id, title, homes, data)
WHERE id NOT IN (SELECT play_id FROM {stage.series_match}) AND id NOT IN (SELECT live_id FROM {stage.series_match});

-- 3. The same home, title and content, when as many are left on either side: in order of key.
INSERT INTO {stage.series_match}
SELECT play.id, live.id
FROM (SELECT *, row_number() OVER (PARTITION BY homes, title, data ORDER BY id) AS place,
             count(*) OVER (PARTITION BY homes, title, data) AS alike
      FROM {stage.play_series} WHERE id NOT IN (SELECT play_id FROM {stage.series_match})) AS play
JOIN (SELECT *, row_number() OVER (PARTITION BY homes, title, data ORDER BY id) AS place,
             count(*) OVER (PARTITION BY homes, title, data) AS alike
      FROM {stage.live_series} WHERE id NOT IN (SELECT live_id FROM {stage.series_match})) AS live
     USING (homes, title, data, alike, place);

-- 4. The same key, home and title: its content was edited.
INSERT INTO {stage.series_match}
SELECT id, id FROM {stage.play_series} JOIN {stage.live_series} USING (id, title, homes)
WHERE id NOT IN (SELECT play_id FROM {stage.series_match}) AND id NOT IN (SELECT live_id FROM {stage.series_match});

-- 5. The same home and title, when as many are left on either side: in order of key. A title without a home is not enough.
INSERT INTO {stage.series_match}
SELECT play.id, live.id
FROM (SELECT *, row_number() OVER (PARTITION BY homes, title ORDER BY id) AS place, count(*) OVER (PARTITION BY homes, title) AS alike
      FROM {stage.play_series} WHERE homes <> '{}' AND id NOT IN (SELECT play_id FROM {stage.series_match})) AS play
JOIN (SELECT *, row_number() OVER (PARTITION BY homes, title ORDER BY id) AS place, count(*) OVER (PARTITION BY homes, title) AS alike
      FROM {stage.live_series} WHERE id NOT IN (SELECT live_id FROM {stage.series_match})) AS live
     USING (homes, title, alike, place);

-- 6. One home in common and the same title, when there is no other such series: another module has begun or ceased to share it.
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

-- 7. The same title and events in common, when there is no other such series: the module itself was renamed or moved.
WITH pair AS (
    SELECT play_id, live_id FROM {stage.series_in_common}
    WHERE play_id NOT IN (SELECT play_id FROM {stage.series_match}) AND live_id NOT IN (SELECT live_id FROM {stage.series_match})
)
INSERT INTO {stage.series_match}
SELECT play_id, live_id
FROM (SELECT *, count(*) OVER (PARTITION BY play_id) AS of_play, count(*) OVER (PARTITION BY live_id) AS of_live FROM pair) AS counted
WHERE of_play = 1 AND of_live = 1;

ANALYZE {stage.series_match};
