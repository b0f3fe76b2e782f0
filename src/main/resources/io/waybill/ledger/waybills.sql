-- The page is chosen first, by numbers alone; only its waybills are read and counted up. WaybillOrder fills in the order.
SELECT w.number, w.system, w.feed, w.state, w.preview, w.file_name, w.file_size, w.requested_by, w.claimed_at, w.finished_at, w.progress,
       coalesce(h.waited, 0) AS waited, coalesce(c.read, 0) AS read, coalesce(c.inserted, 0) AS inserted, coalesce(c.updated, 0) AS updated,
       coalesce(c.retired, 0) AS retired, coalesce(c.deleted, 0) AS deleted, coalesce(c.unchanged, 0) AS unchanged,
       coalesce(c.filtered, 0) AS filtered, coalesce(c.rejected, 0) AS rejected
FROM (
    SELECT w.number, {key} AS sort_key
    FROM waybill.waybills AS w
    WHERE (?::text IS NULL OR w.system = ?)
      AND (?::text IS NULL OR w.feed = ?)
      AND (?::text IS NULL OR w.state = ?)
      AND (?::text IS NULL OR strpos(lower(w.requested_by), lower(?)) > 0)
      AND (?::timestamptz IS NULL OR w.claimed_at >= ?)
      AND (?::timestamptz IS NULL OR w.claimed_at < ?)
      AND (?::text IS NULL OR strpos(w.sought, lower(?)) > 0)
      AND (?::bigint IS NULL OR w.number < ?)
    ORDER BY {key} {direction}, w.number {direction}
    LIMIT ? OFFSET ?
) AS page
JOIN waybill.waybills AS w USING (number)
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
LEFT JOIN LATERAL (
    SELECT sum(extract(epoch FROM coalesce(n.at, now()) - h.at)) AS waited
    FROM waybill.steps AS h
    LEFT JOIN waybill.steps AS n ON n.waybill = h.waybill AND n.ordinal = h.ordinal + 1
    WHERE h.waybill = w.number
      AND h.state = 'held'
) AS h ON true
ORDER BY page.sort_key {direction}, w.number {direction}
