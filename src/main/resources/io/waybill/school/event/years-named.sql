INSERT INTO {work}.school_year (year, own, name) VALUES (?, ?, ?)
