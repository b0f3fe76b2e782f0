-- What was chosen and is not delivered yet, by the feed that brought the rows.
SELECT w.system, w.feed, count(*) AS all_rows, max(ch.chosen_at) AS latest, array_agg(DISTINCT ch.chosen_by) AS people
FROM waybill.choices AS ch
JOIN waybill.rejects AS r ON r.id = ch.reject AND r.state = 'open'
JOIN waybill.waybills AS w ON w.number = r.waybill
GROUP BY w.system, w.feed
ORDER BY w.system, w.feed
