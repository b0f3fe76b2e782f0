INSERT INTO {stage.wanted_user} (line, path, pathid, data) VALUES (?, ?, ?, ?)
