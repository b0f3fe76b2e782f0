-- The export that answers are about: the latest one of a feed that was carried for good, or the latest one that has the rejects themselves, where
-- each export tells a part alone. With the file that is kept of it, how many exports have come since the rejects, and whether the calendar's year
-- has been changed since. Parameters: system, feed, numbers of rejects (twice), whether each export tells a part alone.
WITH export AS (
    SELECT w.number, w.system, w.file_name, w.claimed_at, w.options
    FROM waybill.waybills AS w
    WHERE w.system = ? AND w.feed = ? AND w.kind = 'drop' AND NOT w.preview AND w.contents <> 'rejects' AND w.same_as IS NULL
      AND w.state IN ('delivered', 'unchanged')
), answered AS (
    SELECT r.waybill FROM waybill.rejects AS r WHERE r.id = ANY (?)
    UNION
    SELECT k.waybill FROM waybill.kept_rejects AS k WHERE k.reject = ANY (?)
)
SELECT e.number, e.file_name, e.claimed_at, f.path, f.sha256,
       (SELECT min(a.waybill) FROM answered AS a) AS about,
       (SELECT count(*) FROM export AS s WHERE s.number > (SELECT min(a.waybill) FROM answered AS a)) AS since,
       ARRAY(SELECT o.key FROM jsonb_each_text(e.options) AS o ORDER BY o.key) AS names,
       ARRAY(SELECT o.value FROM jsonb_each_text(e.options) AS o ORDER BY o.key) AS given,
       (SELECT max(y.number)
        FROM waybill.waybills AS y
        WHERE y.system = e.system AND y.feed = 'year' AND y.kind = 'drop' AND y.state = 'delivered' AND y.number > e.number) AS year_step
FROM export AS e
LEFT JOIN waybill.files AS f ON f.waybill = e.number AND f.role = 'original'
WHERE NOT ?
   OR e.number IN (SELECT a.waybill FROM answered AS a)
   OR NOT EXISTS (SELECT FROM answered AS a JOIN export AS x ON x.number = a.waybill)
ORDER BY e.number DESC
LIMIT 1
