-- The rows of the page are selected first, so that only they are joined.
SELECT l.*
FROM (
    SELECT id
    FROM waybill.rejects AS r
    WHERE (?::text IS NULL OR state = ?)
      AND (?::bigint IS NULL OR waybill = ?)
      AND (?::text IS NULL OR strpos(sought, lower(?)) > 0 AND (kind <> ALL (?) OR waybill.shows(r, ?, ?, ?)))
      AND (?::bigint IS NULL OR id < ?)
    ORDER BY id DESC
    LIMIT ?
) AS r
JOIN waybill.listed_rejects AS l ON l.id = r.id
ORDER BY l.id DESC
