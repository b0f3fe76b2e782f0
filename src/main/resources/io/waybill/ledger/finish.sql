-- What was cancelled can only end without having changed anything. Waiting for people is not part of the time that it took.
UPDATE waybill.waybills AS w
SET state = f.state, message = f.message, finished_at = f.at, progress = 100,
    took = f.at - w.claimed_at - coalesce((
        SELECT sum(coalesce(n.at, f.at) - h.at)
        FROM waybill.steps AS h
        LEFT JOIN waybill.steps AS n ON n.waybill = h.waybill AND n.ordinal = h.ordinal + 1
        WHERE h.waybill = w.number AND h.state = 'held'), interval '0')
FROM (VALUES (?::text, ?::text, ?::timestamptz, ?::boolean)) AS f (state, message, at, nothing)
WHERE w.number = ?
  AND w.state NOT IN ('delivered', 'previewed', 'unchanged', 'refused', 'failed', 'undone')
  AND (w.cancelled_at IS NULL OR f.nothing)
