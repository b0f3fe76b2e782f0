-- Parameters: the place of the group, a name.
INSERT INTO {work}.extra_name (place, name) VALUES (?, ?)
