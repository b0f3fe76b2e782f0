INSERT INTO waybill.rule_uses (waybill, system, kind, key_cells, rows)
VALUES (?, ?, ?, ?, ?)
ON CONFLICT (system, kind, key_cells, waybill) DO UPDATE SET rows = excluded.rows
