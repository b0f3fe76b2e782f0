-- The days of a zone on which something was dropped into a feed: how many drops, what became of them, how large the largest was, and how
-- long the longest took without the time that it waited for people. Previews are left out, and so is what
-- a plan that waits would reject.
SELECT (w.claimed_at AT TIME ZONE ?)::date AS day,
       count(*) AS drops,
       count(*) FILTER (WHERE w.state IN ('refused', 'failed')) AS failed,
       coalesce(sum(c.rejected) FILTER (WHERE w.state IN ('delivered', 'unchanged', 'undone')), 0) AS rejected,
       max(w.file_size) AS largest,
       coalesce(max(extract(epoch FROM w.took)) FILTER (WHERE w.finished_at IS NOT NULL), 0) AS longest
FROM waybill.waybills AS w
LEFT JOIN (SELECT waybill, sum(rejected) AS rejected FROM waybill.counts WHERE rejected > 0 GROUP BY waybill) AS c
    ON c.waybill = w.number
WHERE w.system = ?
  AND w.feed = ?
  AND w.claimed_at >= ?
  AND w.kind = 'drop'
  AND NOT w.preview
GROUP BY day
ORDER BY day
