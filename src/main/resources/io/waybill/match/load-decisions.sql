-- The latest decision about each row, unless somebody has taken it away.
SELECT key_cells, answer
FROM waybill.decisions
WHERE system = ? AND kind = ? AND latest AND removed_at IS NULL
