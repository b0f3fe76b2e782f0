-- The imported notes of users whose leader or coach changes: the new one gets the rights to them, the former one loses them.
WITH led AS (
    SELECT s.id, s.leader_id, s.agile_coach_id, t.leader_id AS former_leader, t.agile_coach_id AS former_coach
    FROM {stage.user} AS s
    JOIN {target.user} AS t ON t.id = s.id
    WHERE (s.leader_id, s.agile_coach_id) IS DISTINCT FROM (t.leader_id, t.agile_coach_id)
), right_of AS (
    SELECT n.id AS note_id, p.user_id, r.*
    FROM led
    JOIN {target.note} AS n ON n.owner_id = led.id AND n.is_import
    CROSS JOIN LATERAL (VALUES (led.leader_id, 'leader'), (led.agile_coach_id, 'agile_coach')) AS p (user_id, who)
    JOIN {work}.access_rule AS r ON r.who = p.who
    WHERE p.user_id IS NOT NULL AND p.user_id <> led.id
)
INSERT INTO {work}.granted (note_id, user_id, former, can_view, can_edit, can_write_summary, can_write_feedback, can_view_feedbacks,
                            can_view_summary)
SELECT note_id, user_id, false, bool_or(can_view), bool_or(can_edit), bool_or(can_write_summary), bool_or(can_write_feedback),
       bool_or(can_view_feedbacks), bool_or(can_view_summary)
FROM right_of
GROUP BY note_id, user_id
UNION ALL
SELECT DISTINCT n.id, f.user_id, true, false, false, false, false, false, false
FROM led
JOIN {target.note} AS n ON n.owner_id = led.id AND n.is_import
CROSS JOIN LATERAL (VALUES (led.former_leader), (led.former_coach)) AS f (user_id)
JOIN {target.access} AS a ON a.note_id = n.id AND a.user_id = f.user_id
WHERE f.user_id <> led.id AND f.user_id IS DISTINCT FROM led.leader_id AND f.user_id IS DISTINCT FROM led.agile_coach_id
