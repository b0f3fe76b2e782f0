INSERT INTO {work}.staged (model, id, number, fresh)
SELECT {model}, id, number, fresh FROM {wanted} WHERE NOT skipped
