-- What it took until now, without the time that it waited for people before: so the list has it in the order of what it shows.
UPDATE waybill.waybills AS w
SET state = 'held', message = ?, progress = 100,
    took = ?::timestamptz - w.claimed_at - coalesce((
        SELECT sum(n.at - h.at)
        FROM waybill.steps AS h
        JOIN waybill.steps AS n ON n.waybill = h.waybill AND n.ordinal = h.ordinal + 1
        WHERE h.waybill = w.number AND h.state = 'held'), interval '0')
WHERE w.number = ?
  AND w.state NOT IN ('delivered', 'previewed', 'unchanged', 'refused', 'failed', 'undone')
  AND w.cancelled_at IS NULL
