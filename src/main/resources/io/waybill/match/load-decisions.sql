-- The latest decision about each row.
SELECT DISTINCT ON (key_cells) key_cells, answer
FROM waybill.decisions
WHERE system = ? AND kind = ?
ORDER BY key_cells, waybill DESC
