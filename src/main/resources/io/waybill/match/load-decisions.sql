-- The latest decision about each row, unless somebody has taken it away.
SELECT key_cells, answer
FROM (
    SELECT DISTINCT ON (key_cells) key_cells, answer, removed_at
    FROM waybill.decisions
    WHERE system = ? AND kind = ?
    ORDER BY key_cells, waybill DESC) AS latest
WHERE removed_at IS NULL
