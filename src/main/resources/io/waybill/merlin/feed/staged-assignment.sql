-- The target's rows for the assignments, one per user and date; new ones get keys above all earlier ones.
ANALYZE {work}.assigned;
CREATE UNLOGGED TABLE {work}.assignment_next WITH (autovacuum_enabled = false) AS
SELECT a.user_id, a.effective AS effective_date, a.leader_id, a.team_id, a.tribe_id, a.chapter_id, a.department_id, a.number,
       t.id IS NULL AS fresh,
       coalesce(t.id, current_setting('waybill.highest_assignment')::bigint
                      + count(*) FILTER (WHERE t.id IS NULL) OVER (ORDER BY a.user_id, a.effective ROWS UNBOUNDED PRECEDING)) AS id
FROM {work}.assigned AS a
LEFT JOIN (SELECT k.user_id, k.effective_date, max(k.id) AS id
           FROM {target.assignment} AS k
           JOIN {work}.assigned AS d ON d.user_id = k.user_id AND d.effective = k.effective_date
           GROUP BY k.user_id, k.effective_date) AS t ON t.user_id = a.user_id AND t.effective_date = a.effective;

INSERT INTO {work}.staged (model, id, number, fresh) SELECT 'assignment', id, number, false FROM {work}.assignment_next WHERE NOT fresh
