-- Marks the latest decision about each row that a waybill has brought a decision about.
UPDATE waybill.decisions AS d
SET latest = NOT d.latest
FROM (SELECT system, kind, key_cells, key_hash FROM waybill.decisions WHERE waybill = ?) AS brought
WHERE d.key_hash = brought.key_hash
  AND (d.system, d.kind, d.key_cells) = (brought.system, brought.kind, brought.key_cells)
  AND d.latest = EXISTS (
      SELECT
      FROM waybill.decisions AS later
      WHERE later.key_hash = d.key_hash
        AND (later.system, later.kind, later.key_cells) = (d.system, d.kind, d.key_cells)
        AND later.waybill > d.waybill)
