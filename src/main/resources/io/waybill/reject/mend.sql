-- Mends the row of an open reject. What somebody else has chosen for it is replaced only if the person has seen it.
INSERT INTO waybill.choices AS ch (reject, cells, chosen_by, chosen_at)
SELECT id, ?, ?, ?
FROM waybill.rejects
WHERE id = ? AND state = 'open'
ON CONFLICT (reject) DO UPDATE
SET answer = NULL, cells = excluded.cells, chosen_by = excluded.chosen_by, chosen_at = excluded.chosen_at
WHERE ch.chosen_by = excluded.chosen_by OR ch.chosen_at <= ?
