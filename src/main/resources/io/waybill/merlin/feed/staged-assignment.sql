UPDATE {work}.assigned AS a
SET id = (SELECT max(t.id) FROM {target.assignment} AS t WHERE t.user_id = a.user_id AND t.effective_date = a.effective);

UPDATE {work}.assigned AS a
SET id = current_setting('waybill.highest_assignment')::bigint + f.place, fresh = true
FROM (SELECT user_id, effective, row_number() OVER (ORDER BY user_id, effective) AS place
      FROM {work}.assigned WHERE id IS NULL) AS f
WHERE f.user_id = a.user_id AND f.effective = a.effective;

INSERT INTO {work}.staged (model, id, number, fresh) SELECT 'assignment', id, NULL, fresh FROM {work}.assigned
