-- Rights are added to existing ones; those of former leaders and coaches are removed.
UPDATE {stage.access} AS s
SET can_view = g.can_view OR s.can_view AND NOT g.former,
    can_edit = g.can_edit OR s.can_edit AND NOT g.former,
    can_write_summary = g.can_write_summary OR s.can_write_summary AND NOT g.former,
    can_write_feedback = g.can_write_feedback OR s.can_write_feedback AND NOT g.former,
    can_view_feedbacks = g.can_view_feedbacks OR s.can_view_feedbacks AND NOT g.former,
    can_view_summary = g.can_view_summary OR s.can_view_summary AND NOT g.former
FROM {work}.access_next AS g
WHERE NOT g.fresh AND g.id = s.id
