SELECT w.number, w.system, w.feed, w.state, w.preview, w.file_name, w.claimed_at, w.finished_at, w.progress,
       coalesce(c.read, 0) AS read, coalesce(c.changed, 0) AS changed, coalesce(c.rejected, 0) AS rejected
FROM waybill.waybills AS w
LEFT JOIN LATERAL (
    SELECT sum("read") FILTER (WHERE origin = 'drop') AS read,
           sum(inserted + updated + retired + deleted_by_key + removed) AS changed,
           sum(rejected) AS rejected
    FROM waybill.counts
    WHERE waybill = w.number
) AS c ON true
WHERE (?::text IS NULL OR w.system = ?)
  AND (?::text IS NULL OR w.feed = ?)
  AND (?::text IS NULL OR w.state = ?)
ORDER BY w.number DESC
LIMIT ? OFFSET ?
