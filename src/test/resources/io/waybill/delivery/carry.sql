INSERT INTO {stage.item} SELECT * FROM {target.item}
