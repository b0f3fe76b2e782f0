-- The target's rows for the rights; new ones get keys above all earlier ones.
ANALYZE {work}.granted;
CREATE UNLOGGED TABLE {work}.access_next WITH (autovacuum_enabled = false) AS
SELECT g.*, t.id IS NULL AS fresh,
       coalesce(t.id, current_setting('waybill.highest_access')::bigint
                      + count(*) FILTER (WHERE t.id IS NULL) OVER (ORDER BY g.note_id, g.user_id ROWS UNBOUNDED PRECEDING)) AS id
FROM {work}.granted AS g
LEFT JOIN {target.access} AS t ON t.note_id = g.note_id AND t.user_id = g.user_id;

INSERT INTO {work}.staged (model, id, number, fresh) SELECT 'access', id, NULL, false FROM {work}.access_next WHERE NOT fresh
