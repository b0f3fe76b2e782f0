-- Events that are new or differ, and those that have ended.
INSERT INTO {stage.events} (id, eventsource_id, source_key, eventcategory_id, body, starts_at, ends_at, all_day, non_existent, withdrawn, owner_id,
                            organiser_id, waybill_offset)
SELECT w.id, f.eventsource_id, w.source_key, w.eventcategory_id, w.body, w.starts_at, w.ends_at, w.all_day, w.non_existent, false, e.owner_id,
       CASE WHEN w.organised THEN w.organiser_id ELSE e.organiser_id END, 0
FROM {work}.frame AS f
CROSS JOIN {work}.wanted_event AS w
LEFT JOIN {target.events} AS e ON e.id = w.id
WHERE e.id IS NULL
   OR e.source_key <> w.source_key
   OR (e.eventcategory_id, e.body, e.starts_at, e.ends_at, e.all_day, e.non_existent, e.withdrawn)
      IS DISTINCT FROM (w.eventcategory_id, w.body, w.starts_at, w.ends_at, w.all_day, w.non_existent, false)
   OR w.organised AND e.organiser_id IS DISTINCT FROM w.organiser_id;

INSERT INTO {stage.events} (id, eventsource_id, source_key, eventcategory_id, body, starts_at, ends_at, all_day, non_existent, withdrawn, owner_id,
                            organiser_id, waybill_offset)
SELECT e.id, e.eventsource_id, e.source_key, e.eventcategory_id, e.body, e.starts_at, e.ends_at, e.all_day, e.non_existent, true, e.owner_id,
       e.organiser_id, NULL
FROM {work}.ended_event AS n
JOIN {target.events} AS e ON e.id = n.id;
ANALYZE {stage.events} (id)
