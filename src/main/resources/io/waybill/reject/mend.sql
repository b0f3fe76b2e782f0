INSERT INTO waybill.choices (reject, cells, chosen_by, chosen_at)
SELECT id, ?, ?, ?
FROM waybill.rejects
WHERE id = ? AND state = 'open'
ON CONFLICT (reject) DO UPDATE
SET answer = NULL, cells = excluded.cells, chosen_by = excluded.chosen_by, chosen_at = excluded.chosen_at
