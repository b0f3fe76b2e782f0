-- Forgets the decisions of a waybill; of earlier ones about the same rows the latest count again.
WITH forgotten AS (
    DELETE FROM waybill.decisions
    WHERE waybill = ?
    RETURNING system, kind, key_cells, key_hash, waybill
)
UPDATE waybill.decisions AS d
SET latest = true
FROM forgotten AS f
WHERE d.key_hash = f.key_hash
  AND (d.system, d.kind, d.key_cells) = (f.system, f.kind, f.key_cells)
  AND d.waybill <> f.waybill
  AND NOT d.latest
  AND NOT EXISTS (
      SELECT
      FROM waybill.decisions AS later
      WHERE later.key_hash = d.key_hash
        AND (later.system, later.kind, later.key_cells) = (d.system, d.kind, d.key_cells)
        AND later.waybill > d.waybill
        AND later.waybill <> f.waybill)
