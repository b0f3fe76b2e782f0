-- What an undo does to rejects. An open one that only the undone waybill has met is withdrawn: one of its own, or one of a waybill undone
-- before, whose row it had as well. Where a waybill that stands has met the row, too, it has not been delivered: the reject stays. Those that
-- the undone waybill closed are open again in the same way, unless the same problem has been opened by another waybill; what was chosen for
-- them on the desk was undone with them, and is no longer chosen.
WITH undo AS (
    SELECT ?::bigint AS number, ?::timestamptz AS at, ?::bigint AS undone
), concerned AS MATERIALIZED (
    SELECT r.id
    FROM undo
    JOIN waybill.rejects AS r ON r.waybill = undo.undone AND r.state = 'open'
    UNION
    SELECT r.id
    FROM undo
    JOIN waybill.kept_rejects AS k ON k.waybill = undo.undone
    JOIN waybill.rejects AS r ON r.id = k.reject AND r.state = 'open'
    UNION
    SELECT r.id
    FROM undo
    JOIN waybill.rejects AS r ON r.closed_by = undo.undone AND r.state IN ('solved', 'dropped', 'replaced')
    WHERE NOT EXISTS (SELECT FROM waybill.rejects AS other
                      WHERE other.system = r.system AND other.kind = r.kind AND other.key_cells = r.key_cells
                        AND other.state = 'open' AND other.waybill <> undo.undone)
), known AS MATERIALIZED (
    SELECT c.id, r.state = 'open' AS was_open,
           EXISTS (SELECT
                   FROM (SELECT r.waybill UNION ALL SELECT k.waybill FROM waybill.kept_rejects AS k WHERE k.reject = r.id) AS met
                   JOIN waybill.waybills AS w ON w.number = met.waybill
                   WHERE w.number <> undo.undone AND w.state <> 'undone') AS stays
    FROM undo
    CROSS JOIN concerned AS c
    JOIN waybill.rejects AS r USING (id)
), written AS (
    UPDATE waybill.rejects AS r
    SET state = CASE WHEN n.stays THEN 'open' ELSE 'withdrawn' END,
        closed_by = CASE WHEN NOT n.stays THEN undo.number END,
        closed_at = CASE WHEN NOT n.stays THEN undo.at END
    FROM undo, known AS n
    WHERE r.id = n.id AND NOT (n.stays AND n.was_open)
), unchosen AS (
    DELETE FROM waybill.choices
    WHERE reject IN (SELECT id FROM known WHERE stays AND NOT was_open)
    RETURNING reject
)
SELECT (SELECT count(*) FROM unchosen) AS unchosen,
       (SELECT count(*) FROM known JOIN waybill.rejects AS r USING (id), undo WHERE stays AND was_open AND r.waybill = undo.undone) AS staying
