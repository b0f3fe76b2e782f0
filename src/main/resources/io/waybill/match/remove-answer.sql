-- Takes a kept answer away, if it is still the one that the person has seen.
UPDATE waybill.decisions AS d
SET removed_by = ?, removed_at = ?
WHERE system = ? AND kind = ? AND key_cells = ? AND waybill = ? AND removed_at IS NULL
  AND NOT EXISTS (
      SELECT FROM waybill.decisions AS later
      WHERE (later.system, later.kind, later.key_cells) = (d.system, d.kind, d.key_cells) AND later.waybill > d.waybill)
