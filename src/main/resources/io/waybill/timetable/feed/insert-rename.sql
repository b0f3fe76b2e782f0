INSERT INTO {stage.rename} (old_prefix, new_prefix) VALUES (?, ?)
