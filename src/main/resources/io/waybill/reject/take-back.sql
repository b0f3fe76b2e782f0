-- The open rejects of a waybill that is undone are withdrawn. Those that it closed are open again, unless the same problem has been opened
-- by another waybill; what was chosen for them on the desk was undone with them, and is no longer chosen.
WITH withdrawn AS (
    UPDATE waybill.rejects
    SET state = 'withdrawn', closed_by = ?, closed_at = ?
    WHERE waybill = ? AND state = 'open'
    RETURNING id
), opened AS (
    UPDATE waybill.rejects AS r
    SET state = 'open', closed_by = NULL, closed_at = NULL
    WHERE r.closed_by = ? AND r.state IN ('solved', 'dropped', 'replaced')
      AND NOT EXISTS (SELECT FROM waybill.rejects AS other
                      WHERE other.system = r.system AND other.kind = r.kind AND other.key_cells = r.key_cells
                        AND other.state = 'open' AND other.waybill <> ?)
    RETURNING r.id
)
DELETE FROM waybill.choices
WHERE reject IN (SELECT id FROM opened)
