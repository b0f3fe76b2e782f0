SELECT fate.old_id, holder.fullpath AS user_path, series.title, array_to_string(series.homes, ' ') AS modules,
       CASE WHEN EXISTS (SELECT FROM {stage.live_series} AS live WHERE live.title = series.title AND live.homes = series.homes)
            THEN 'series-ambiguous'
            ELSE 'series-gone' END AS rule
FROM {stage.calendar_fate} AS fate
JOIN {stage.play_series} AS series ON series.id = fate.play_series
JOIN {stage.thing} AS holder ON holder.id = fate.thing_id
WHERE fate.eventsource_id IS NULL
UNION ALL
SELECT fate.old_id, holder.fullpath, event.title, '', 'event-gone'
FROM {stage.event_fate} AS fate
JOIN {target.event} AS event ON event.id = fate.play_event
JOIN {stage.thing} AS holder ON holder.id = fate.thing_id
WHERE fate.event_id IS NULL
ORDER BY 2, 3, 1
