-- The page is chosen first; only its waybills are counted up.
SELECT w.number, w.system, w.feed, w.state, w.preview, w.file_name, w.requested_by, w.claimed_at, w.finished_at, w.progress,
       coalesce(c.read, 0) AS read, coalesce(c.inserted, 0) AS inserted, coalesce(c.updated, 0) AS updated,
       coalesce(c.retired, 0) AS retired, coalesce(c.deleted, 0) AS deleted, coalesce(c.unchanged, 0) AS unchanged,
       coalesce(c.filtered, 0) AS filtered, coalesce(c.rejected, 0) AS rejected
FROM (
    SELECT number, system, feed, state, preview, file_name, requested_by, claimed_at, finished_at, progress
    FROM waybill.waybills
    WHERE (?::text IS NULL OR system = ?)
      AND (?::text IS NULL OR feed = ?)
      AND (?::text IS NULL OR state = ?)
      AND (?::text IS NULL OR strpos(sought, lower(?)) > 0)
      AND (?::bigint IS NULL OR number < ?)
    ORDER BY number DESC
    LIMIT ? OFFSET ?
) AS w
LEFT JOIN LATERAL (
    SELECT sum("read") FILTER (WHERE origin = 'drop') AS read,
           sum(inserted) AS inserted,
           sum(updated) AS updated,
           sum(retired) AS retired,
           sum(deleted_by_key + removed) AS deleted,
           sum(unchanged) AS unchanged,
           sum(filtered) AS filtered,
           sum(rejected) AS rejected
    FROM waybill.counts
    WHERE waybill = w.number
) AS c ON true
ORDER BY w.number DESC
