UPDATE {work}.granted AS g
SET id = (SELECT t.id FROM {target.access} AS t WHERE t.note_id = g.note_id AND t.user_id = g.user_id);

UPDATE {work}.granted AS g
SET id = current_setting('waybill.highest_access')::bigint + f.place, fresh = true
FROM (SELECT note_id, user_id, row_number() OVER (ORDER BY note_id, user_id) AS place FROM {work}.granted WHERE id IS NULL) AS f
WHERE f.note_id = g.note_id AND f.user_id = g.user_id;

INSERT INTO {work}.staged (model, id, number, fresh) SELECT 'access', id, NULL, fresh FROM {work}.granted
