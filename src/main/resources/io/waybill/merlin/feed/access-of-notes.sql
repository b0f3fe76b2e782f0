-- The rights to new notes: of the owner, and of the owner's leader and coach as they will be.
INSERT INTO {work}.granted (note_id, user_id, former, can_view, can_edit, can_write_summary, can_write_feedback, can_view_feedbacks,
                            can_view_summary)
SELECT w.id, p.user_id, false, bool_or(r.can_view), bool_or(r.can_edit), bool_or(r.can_write_summary), bool_or(r.can_write_feedback),
       bool_or(r.can_view_feedbacks), bool_or(r.can_view_summary)
FROM {work}.wanted_note AS w
LEFT JOIN {work}.user_next AS u ON u.id = w.owner_id
CROSS JOIN LATERAL (VALUES (w.owner_id, 'owner'), (u.leader_id, 'leader'), (u.agile_coach_id, 'agile_coach')) AS p (user_id, who)
JOIN {work}.access_rule AS r ON r.who = p.who
WHERE p.user_id IS NOT NULL AND w.fresh
GROUP BY w.id, p.user_id
