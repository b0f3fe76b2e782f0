-- Parameters: place, name, kind.
INSERT INTO {work}.extra_group (place, name, kind) VALUES (?, ?, ?)
