-- Carries over the personal calendars of Play's users: series tags and event tags whose Thing is a user that is kept.

CREATE UNLOGGED TABLE {stage.calendar_fate} AS
SELECT tag.id AS old_id, tag.annotation, holder.new_id AS thing_id, found.live_id AS eventsource_id, tag.eventsource_id AS play_series,
       EXISTS (SELECT FROM {stage.eventsourcetag} AS s WHERE s.id = tag.id) AS taken
FROM {target.eventsourcetag} AS tag
JOIN {stage.carried_thing} AS holder ON holder.old_id = tag.thing_id
LEFT JOIN {stage.series_match} AS found ON found.play_id = tag.eventsource_id;

INSERT INTO {stage.eventsourcetag} (id, annotation, thing_id, eventsource_id)
SELECT CASE WHEN taken
            THEN current_setting('waybill.highest_eventsourcetag')::bigint + row_number() OVER (PARTITION BY taken ORDER BY old_id)
            ELSE old_id END,
       annotation, thing_id, eventsource_id
FROM {stage.calendar_fate}
WHERE eventsource_id IS NOT NULL;

-- Single events in a calendar are recognised by their uid, if it is unique on both sides. Uids are counted once, not for each calendar entry.
CREATE UNLOGGED TABLE {stage.event_fate} AS
WITH unique_in_play AS (SELECT uid FROM {target.event} WHERE uid <> '' GROUP BY uid HAVING count(*) = 1),
     unique_in_live AS (SELECT uid, min(id) AS id FROM {stage.event} WHERE uid <> '' GROUP BY uid HAVING count(*) = 1)
SELECT tag.id AS old_id, tag.annotation, holder.new_id AS thing_id, found.id AS event_id, tag.event_id AS play_event,
       EXISTS (SELECT FROM {stage.eventtag} AS s WHERE s.id = tag.id) AS taken
FROM {target.eventtag} AS tag
JOIN {stage.carried_thing} AS holder ON holder.old_id = tag.thing_id
JOIN {target.event} AS event ON event.id = tag.event_id
LEFT JOIN (
    SELECT live.uid, live.id
    FROM unique_in_live AS live
    JOIN unique_in_play AS play ON play.uid = live.uid) AS found ON found.uid = event.uid;

INSERT INTO {stage.eventtag} (id, annotation, thing_id, event_id)
SELECT CASE WHEN taken
            THEN current_setting('waybill.highest_eventtag')::bigint + row_number() OVER (PARTITION BY taken ORDER BY old_id)
            ELSE old_id END,
       annotation, thing_id, event_id
FROM {stage.event_fate}
WHERE event_id IS NOT NULL;
