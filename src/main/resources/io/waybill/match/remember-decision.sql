INSERT INTO waybill.decisions (system, kind, key_cells, answer, decided_by, decided_at, waybill)
VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (system, kind, key_cells, waybill) DO UPDATE
SET answer = excluded.answer, decided_by = excluded.decided_by, decided_at = excluded.decided_at, removed_by = NULL, removed_at = NULL
