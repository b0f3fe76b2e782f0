INSERT INTO {work}.recurring_part (place, kind, name) VALUES (?, ?, ?)
