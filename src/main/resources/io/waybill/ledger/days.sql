-- The days of a zone from a first one on, each with what became of its drops; days without any are left out. What a plan that waits would
-- reject is not rejected yet.
SELECT day, sum(delivered) AS delivered, sum(failed) AS failed, sum(rejected) AS rejected
FROM (
    SELECT (claimed_at AT TIME ZONE ?)::date AS day,
           count(*) FILTER (WHERE state = 'delivered') AS delivered,
           count(*) FILTER (WHERE state IN ('refused', 'failed')) AS failed,
           0 AS rejected
    FROM waybill.waybills
    WHERE claimed_at >= ?
      AND NOT preview
    GROUP BY day
    UNION ALL
    SELECT (w.claimed_at AT TIME ZONE ?)::date AS day, 0, 0, sum(c.rejected)
    FROM waybill.waybills AS w
    JOIN waybill.counts AS c ON c.waybill = w.number AND c.rejected > 0
    WHERE w.claimed_at >= ?
      AND NOT w.preview
      AND w.state IN ('delivered', 'unchanged', 'undone')
    GROUP BY day
) AS counted
GROUP BY day
ORDER BY day
