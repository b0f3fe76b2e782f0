INSERT INTO {work}.answered (area, source_id, id) SELECT ?, ?, ?::bigint
