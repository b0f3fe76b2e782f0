-- How long each state of a drop usually takes: the medians of the latest drops of its feed that are like it, in proportion to the size of the
-- file. Like it are those of at least half and at most twice its size that went their way once, to the end, and waited for nobody.
-- A state that a drop did not come to has taken it no time.
WITH alike AS (
    SELECT w.number, ?::double precision / w.file_size AS proportion
    FROM waybill.waybills AS w
    WHERE w.system || '/' || w.feed = ?
      AND w.number < ?
      AND w.kind = 'drop'
      AND w.state IN ('delivered', 'unchanged', 'previewed', 'undone')
      AND w.attempts = 1
      AND w.file_size BETWEEN ? AND ?
      AND NOT EXISTS (SELECT FROM waybill.steps AS h WHERE h.waybill = w.number AND h.state = 'held')
    ORDER BY w.system || '/' || w.feed DESC, w.number DESC
    LIMIT 9
)
SELECT each.state,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY coalesce(extract(epoch FROM t.took), 0) * a.proportion) AS seconds
FROM alike AS a
CROSS JOIN unnest(ARRAY['claimed', 'reading', 'staged', 'planned', 'applying']) AS each (state)
LEFT JOIN LATERAL (
    SELECT sum(n.at - s.at) AS took
    FROM waybill.steps AS s
    JOIN waybill.steps AS n ON n.waybill = s.waybill AND n.ordinal = s.ordinal + 1
    WHERE s.waybill = a.number
      AND s.state = each.state
) AS t ON true
GROUP BY each.state
