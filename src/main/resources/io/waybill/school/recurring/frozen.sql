INSERT INTO {work}.recurring_frozen (file, key) VALUES (?, ?)
