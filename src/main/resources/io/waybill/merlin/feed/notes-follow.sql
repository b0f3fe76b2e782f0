-- The notes of events that have a new text although no row changes them. A note that is also that of another event keeps its text.
INSERT INTO {work}.note_followed (id, title, content, former_content, summary_id)
SELECT DISTINCT ON (n.id) n.id, e.text, e.full_text, e.former_text, s.id
FROM {work}.event_outcome AS e
JOIN {target.event} AS t ON t.id = e.id
JOIN {target.note} AS n ON n.owner_id = e.user_id AND n.date = e.date AND n.title = t.summary_text AND n.type = {default.type}
     AND n.proposal_type = current_setting('waybill.proposal_type')
LEFT JOIN {target.summary} AS s ON s.note_id = n.id
WHERE e.outcome = 'f' AND e.text IS NOT NULL AND e.type = ANY (string_to_array(current_setting('waybill.events_with_note'), ','))
  AND NOT EXISTS (
      SELECT FROM {target.event} AS other
      WHERE other.user_id = e.user_id AND other.effective_date = e.date AND other.summary_text = t.summary_text AND other.id <> e.id
        AND other.event_type = ANY (string_to_array(current_setting('waybill.events_with_note'), ','))
        AND NOT EXISTS (SELECT FROM {work}.event_outcome AS o
                        WHERE o.id = other.id AND o.outcome IN ('c', 'f') AND o.text <> other.summary_text))
ORDER BY n.id, e.place, e.id;
ANALYZE {work}.note_followed;

INSERT INTO {work}.staged (model, id, number, fresh)
SELECT 'note', id, NULL::bigint, false FROM {work}.note_followed
UNION ALL
SELECT 'summary', summary_id, NULL::bigint, false FROM {work}.note_followed WHERE summary_id IS NOT NULL
