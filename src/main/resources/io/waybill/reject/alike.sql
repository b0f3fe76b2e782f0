-- The open rejects with the same cause as a given one, oldest first.
SELECT l.*
FROM (
    SELECT r.id
    FROM waybill.rejects AS one
    JOIN waybill.rejects AS r ON r.cause_hash = one.cause_hash AND r.state = 'open'
    WHERE one.id = ?
      AND (r.system, r.kind, r.rule, r.cause) = (one.system, one.kind, one.rule, one.cause)
      AND (?::bigint IS NULL OR r.waybill = ?)
      AND r.id > ?
    ORDER BY r.id
    LIMIT ?
) AS r
JOIN waybill.listed_rejects AS l ON l.id = r.id
ORDER BY l.id
