-- What the calendar knows under the keys of doubtful records stays as it is.
INSERT INTO {work}.rejected (area, key)
SELECT DISTINCT d.area, d.source_id FROM {work}.doubtful AS d
