-- Events that are new or differ, and those of the source that the export no longer has.
INSERT INTO {stage.events} (id, eventsource_id, source_key, eventcategory_id, body, starts_at, ends_at, all_day, non_existent, withdrawn, owner_id,
                            organiser_id, waybill_offset)
SELECT w.id, f.eventsource_id, w.source_key, w.eventcategory_id, w.body, w.starts_at, w.ends_at, false, w.non_existent, false, e.owner_id,
       e.organiser_id, 0
FROM {work}.frame AS f
CROSS JOIN {work}.wanted_event AS w
LEFT JOIN {target.events} AS e ON e.id = w.id
WHERE e.id IS NULL
   OR (e.eventcategory_id, e.body, e.starts_at, e.ends_at, e.all_day, e.non_existent, e.withdrawn)
      IS DISTINCT FROM (w.eventcategory_id, w.body, w.starts_at, w.ends_at, false, w.non_existent, false);

-- What was rejected under its key, or on a day of which nothing is known, has not gone; and nothing has, when something without a key was rejected.
INSERT INTO {stage.events} (id, eventsource_id, source_key, eventcategory_id, body, starts_at, ends_at, all_day, non_existent, withdrawn, owner_id,
                            organiser_id, waybill_offset)
SELECT e.id, e.eventsource_id, e.source_key, e.eventcategory_id, e.body, e.starts_at, e.ends_at, e.all_day, e.non_existent, true, e.owner_id,
       e.organiser_id, NULL
FROM {work}.frame AS f
JOIN {target.events} AS e ON e.eventsource_id = f.eventsource_id
CROSS JOIN LATERAL (SELECT CASE WHEN e.source_key LIKE 'occurrence %' THEN 'other half' ELSE 'timetable' END AS area) AS x
JOIN {work}.area AS a ON a.area = x.area AND a.state = 'loaded'
LEFT JOIN {work}.wanted_event AS w ON w.id = e.id
WHERE w.id IS NULL AND NOT e.withdrawn AND e.source_key IS NOT NULL
  AND CASE WHEN x.area = 'timetable'
           THEN e.local_date BETWEEN f.start AND f.era_last AND NOT EXISTS (SELECT FROM {work}.silent_day AS s WHERE s.day = e.local_date)
           ELSE EXISTS (SELECT FROM {work}.activity_stretch AS s WHERE e.local_date BETWEEN s.first AND s.last) END
  AND NOT EXISTS (
    SELECT FROM {work}.rejected AS r
    WHERE r.area = x.area AND (r.key IS NULL OR r.key = split_part(e.source_key, ' in ', 1)));
ANALYZE {stage.events} (id)
