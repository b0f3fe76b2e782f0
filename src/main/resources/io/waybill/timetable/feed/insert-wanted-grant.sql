INSERT INTO {stage.wanted_grant} (line, subject, path) VALUES (?, ?, ?)
