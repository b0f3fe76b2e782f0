INSERT INTO {stage.access} (id, {defaulted}, note_id, user_id, can_view, can_edit, can_write_summary, can_write_feedback,
                            can_view_feedbacks, can_view_summary, waybill_offset)
SELECT s.id, {defaults}, s.note_id, s.user_id, s.can_view, s.can_edit, s.can_write_summary, s.can_write_feedback, s.can_view_feedbacks,
       s.can_view_summary, 0
FROM {work}.access_next AS s
WHERE s.fresh
