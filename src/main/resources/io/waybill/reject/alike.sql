-- The open rejects with the same cause as a given one, oldest first. Its cause is read first, so that the index by cause finds the others.
WITH one AS MATERIALIZED (
    SELECT cause_hash, system, kind, rule, cause
    FROM waybill.rejects
    WHERE id = ?
)
SELECT l.*
FROM (
    SELECT r.id
    FROM waybill.rejects AS r
    WHERE r.state = 'open'
      AND r.cause_hash = (SELECT cause_hash FROM one)
      AND (r.system, r.kind, r.rule, r.cause) = (SELECT system, kind, rule, cause FROM one)
      AND (?::bigint IS NULL OR r.waybill = ?)
      AND r.id > ?
    ORDER BY r.id
    LIMIT ?
) AS r
JOIN waybill.listed_rejects AS l ON l.id = r.id
ORDER BY l.id
