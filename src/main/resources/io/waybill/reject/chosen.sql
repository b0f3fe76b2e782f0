-- The choices that are not delivered yet, by the feed of the rejects.
SELECT w.system, w.feed, sum(c.all_rows) AS all_rows, max(c.latest) AS latest, array_agg(DISTINCT c.chosen_by) AS people
FROM (
    SELECT r.waybill, ch.chosen_by, count(*) AS all_rows, max(ch.chosen_at) AS latest
    FROM waybill.choices AS ch
    JOIN waybill.rejects AS r ON r.id = ch.reject AND r.state = 'open'
    GROUP BY r.waybill, ch.chosen_by
) AS c
JOIN waybill.waybills AS w ON w.number = c.waybill
GROUP BY w.system, w.feed
ORDER BY w.system, w.feed
