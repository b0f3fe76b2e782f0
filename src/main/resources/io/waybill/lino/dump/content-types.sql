SELECT id, app_label, model FROM {table} ORDER BY app_label COLLATE "C", model COLLATE "C"
