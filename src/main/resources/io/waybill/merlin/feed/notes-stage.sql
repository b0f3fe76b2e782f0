-- The notes of events: one for each owner, day and title. The note of a changed event is found by the event's former text, unless
-- another event has the same. An event that follows from others now gets a note of its own when it shared that of another event. New notes get keys above all earlier ones, in an order
-- that does not depend on the file.
INSERT INTO {work}.wanted_note (owner_id, title, date, content, id, fresh, summary_id, fresh_summary)
WITH note AS (
    SELECT DISTINCT ON (e.user_id, e.date, e.text) e.user_id AS owner_id, e.text AS title, e.date, e.full_text AS content,
           CASE WHEN e.outcome = 'c' THEN (
               SELECT t.summary_text
               FROM {target.event} AS t
               WHERE t.id = e.id AND NOT EXISTS (
                   SELECT FROM {target.event} AS other
                   WHERE other.user_id = t.user_id AND other.effective_date = t.effective_date AND other.summary_text = t.summary_text
                     AND other.id <> t.id
                     AND other.event_type = ANY (string_to_array(current_setting('waybill.events_with_note'), ','))
                     AND NOT EXISTS (SELECT FROM {work}.event_outcome AS o
                                     WHERE o.id = other.id AND o.outcome IN ('c', 'f') AND o.text <> other.summary_text))) END AS former
    FROM {work}.event_outcome AS e
    WHERE (e.outcome IN ('n', 'c')
           OR e.outcome = 'f' AND e.text IS NOT NULL
              AND EXISTS (SELECT FROM {target.event} AS t
                          JOIN {target.note} AS n ON n.owner_id = t.user_id AND n.date = t.effective_date AND n.title = t.summary_text
                               AND n.type = {default.type} AND n.proposal_type = current_setting('waybill.proposal_type')
                          WHERE t.id = e.id AND NOT EXISTS (SELECT FROM {work}.note_followed AS f WHERE f.id = n.id)))
      AND e.type = ANY (string_to_array(current_setting('waybill.events_with_note'), ','))
    ORDER BY e.user_id, e.date, e.text, e.place, e.number
), known AS (
    SELECT w.owner_id, w.date, w.title, min(n.id) AS id
    FROM note AS w
    JOIN {target.note} AS n ON n.owner_id = w.owner_id AND n.date = w.date
         AND n.type = {default.type} AND n.proposal_type = current_setting('waybill.proposal_type')
    LEFT JOIN {work}.note_followed AS f ON f.id = n.id
    WHERE coalesce(f.title, n.title) = coalesce(w.former, w.title)
    GROUP BY w.owner_id, w.date, w.title
)
SELECT w.owner_id, w.title, w.date, w.content,
       coalesce(k.id, current_setting('waybill.highest_note')::bigint + count(*) FILTER (WHERE k.id IS NULL) OVER in_order),
       k.id IS NULL,
       coalesce(s.id, current_setting('waybill.highest_summary')::bigint + count(*) FILTER (WHERE s.id IS NULL) OVER in_order),
       s.id IS NULL
FROM note AS w
LEFT JOIN known AS k USING (owner_id, date, title)
LEFT JOIN {target.summary} AS s ON s.note_id = k.id
WINDOW in_order AS (ORDER BY w.owner_id, w.date, w.title ROWS UNBOUNDED PRECEDING);
ANALYZE {work}.wanted_note (owner_id, date, id, fresh, summary_id, fresh_summary);

INSERT INTO {work}.staged (model, id, number, fresh)
SELECT DISTINCT 'note', id, NULL::bigint, false FROM {work}.wanted_note WHERE NOT fresh
UNION ALL
SELECT DISTINCT 'summary', summary_id, NULL::bigint, false FROM {work}.wanted_note WHERE NOT fresh_summary
ON CONFLICT DO NOTHING
