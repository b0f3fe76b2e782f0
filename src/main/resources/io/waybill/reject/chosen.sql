-- The choices that are not delivered yet, by the feed of the rejects.
SELECT w.system, w.feed, sum(c.all_rows) AS all_rows, max(c.latest) AS latest, array_agg(DISTINCT c.chosen_by) AS people
FROM (
    SELECT waybill, chosen_by, sum(all_rows) AS all_rows, max(latest) AS latest
    FROM waybill.open_choices
    GROUP BY waybill, chosen_by
) AS c
JOIN waybill.waybills AS w ON w.number = c.waybill
GROUP BY w.system, w.feed
ORDER BY w.system, w.feed
