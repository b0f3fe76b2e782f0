-- What becomes of events and of those who take part, and of covers; how many events and commitments of the export are there as they should be.
WITH event AS (
    SELECT count(*) FILTER (WHERE t.id IS NULL) AS added,
           count(*) FILTER (WHERE t.withdrawn AND NOT s.withdrawn) AS returned,
           count(*) FILTER (WHERE NOT t.withdrawn AND s.withdrawn) AS withdrawn,
           count(*) FILTER (WHERE NOT t.withdrawn AND NOT s.withdrawn) AS amended,
           count(*) FILTER (WHERE NOT t.withdrawn AND NOT s.withdrawn AND t.non_existent <> s.non_existent) AS suspended,
           count(*) FILTER (WHERE s.waybill_offset IS NOT NULL) AS asked
    FROM {stage.events} AS s
    LEFT JOIN {target.events} AS t ON t.id = s.id
), part AS (
    SELECT count(*) FILTER (WHERE s.covering_id IS NULL AND NOT s.withdrawn) AS added,
           count(*) FILTER (WHERE s.covering_id IS NULL AND s.withdrawn) AS removed,
           count(*) FILTER (WHERE s.covering_id IS NOT NULL AND NOT s.withdrawn AND (t.id IS NULL OR t.withdrawn)) AS covers_added,
           count(*) FILTER (WHERE s.covering_id IS NOT NULL AND NOT s.withdrawn AND NOT t.withdrawn) AS covers_amended,
           count(*) FILTER (WHERE s.covering_id IS NOT NULL AND s.withdrawn) AS covers_removed,
           count(*) FILTER (WHERE s.waybill_offset IS NOT NULL) AS asked
    FROM {stage.commitments} AS s
    LEFT JOIN {target.commitments} AS t ON t.id = s.id
)
SELECT event.added, event.returned, event.withdrawn, event.amended, event.suspended,
       part.added AS parts_added, part.removed AS parts_removed, part.covers_added, part.covers_amended, part.covers_removed,
       (SELECT count(*) FROM {work}.wanted_event) - event.asked AS events_agreed,
       (SELECT coalesce(sum(w.events * x.parts), 0)
        FROM (SELECT entry, count(*) AS events FROM {work}.wanted_event GROUP BY entry) AS w
        JOIN (SELECT entry, count(*) AS parts FROM {work}.entry_element GROUP BY entry) AS x ON x.entry = w.entry)
       + (SELECT count(*) FROM {work}.placed_cover WHERE problem IS NULL) - part.asked AS parts_agreed,
       (SELECT count(*)
        FROM {work}.frame AS f
        JOIN {target.events} AS e ON e.eventsource_id = f.eventsource_id AND e.local_date >= f.start
        WHERE NOT e.withdrawn) AS before
FROM event, part
