-- Takes a kept answer away, if it is still the one that the person has seen.
UPDATE waybill.decisions
SET removed_by = ?, removed_at = ?
WHERE system = ? AND kind = ? AND key_cells = ? AND waybill = ? AND latest AND removed_at IS NULL
