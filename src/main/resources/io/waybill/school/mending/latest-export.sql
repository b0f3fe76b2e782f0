-- The latest export of a feed that was carried for good, with the file that is kept of it, and whether the calendar's year has been changed since.
SELECT w.number, w.file_name, w.claimed_at, f.path, f.sha256,
       ARRAY(SELECT o.key FROM jsonb_each_text(w.options) AS o ORDER BY o.key) AS names,
       ARRAY(SELECT o.value FROM jsonb_each_text(w.options) AS o ORDER BY o.key) AS given,
       (SELECT max(y.number)
        FROM waybill.waybills AS y
        WHERE y.system = w.system AND y.feed = 'year' AND y.kind = 'drop' AND y.state = 'delivered' AND y.number > w.number) AS year_step
FROM waybill.waybills AS w
LEFT JOIN waybill.files AS f ON f.waybill = w.number AND f.role = 'original'
WHERE w.system = ? AND w.feed = ? AND w.kind = 'drop' AND NOT w.preview AND w.contents <> 'rejects' AND w.same_as IS NULL
  AND w.state IN ('delivered', 'unchanged')
ORDER BY w.number DESC
LIMIT 1
