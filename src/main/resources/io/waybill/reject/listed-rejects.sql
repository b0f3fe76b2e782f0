-- The page is chosen first; only its rows are looked up elsewhere.
SELECT l.*
FROM (
    SELECT id
    FROM waybill.rejects
    WHERE (?::text IS NULL OR state = ?)
      AND (?::bigint IS NULL OR waybill = ?)
      AND (?::text IS NULL OR sought LIKE lower(?))
      AND (?::bigint IS NULL OR id < ?)
    ORDER BY id DESC
    LIMIT ?
) AS r
JOIN waybill.listed_rejects AS l ON l.id = r.id
ORDER BY l.id DESC
