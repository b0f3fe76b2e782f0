UPDATE {stage.grant_fate} SET targetthing_id = ? WHERE old_id = ?
