-- The notes of events: one for each owner, day and title. That of a changed event is known by the event's former text.
INSERT INTO {work}.wanted_note (owner_id, title, date, content, former, place)
SELECT DISTINCT ON (e.user_id, e.date, e.text) e.user_id, e.text, e.date, e.full_text,
       (SELECT t.summary_text FROM {target.event} AS t WHERE t.id = e.id), e.place
FROM {work}.told_event AS e
WHERE e.outcome <> 'k' AND e.type = ANY (string_to_array(current_setting('waybill.events_with_note'), ','))
ORDER BY e.user_id, e.date, e.text, e.place, e.number;

UPDATE {work}.wanted_note AS w
SET id = n.id
FROM (SELECT w.owner_id, w.date, w.title, min(n.id) AS id
      FROM {work}.wanted_note AS w
      JOIN {target.note} AS n ON n.owner_id = w.owner_id AND n.date = w.date AND n.title = coalesce(w.former, w.title)
           AND n.type = {default.type} AND n.proposal_type = current_setting('waybill.proposal_type')
      GROUP BY w.owner_id, w.date, w.title) AS n
WHERE n.owner_id = w.owner_id AND n.date = w.date AND n.title = w.title;

UPDATE {work}.wanted_note AS w
SET id = current_setting('waybill.highest_note')::bigint + f.place, fresh = true
FROM (SELECT owner_id, date, title, row_number() OVER (ORDER BY owner_id, date, title) AS place
      FROM {work}.wanted_note WHERE id IS NULL) AS f
WHERE f.owner_id = w.owner_id AND f.date = w.date AND f.title = w.title;

UPDATE {work}.wanted_note AS w
SET summary_id = s.id
FROM {target.summary} AS s
WHERE NOT w.fresh AND s.note_id = w.id;

UPDATE {work}.wanted_note AS w
SET summary_id = current_setting('waybill.highest_summary')::bigint + f.place, fresh_summary = true
FROM (SELECT owner_id, date, title, row_number() OVER (ORDER BY owner_id, date, title) AS place
      FROM {work}.wanted_note WHERE summary_id IS NULL) AS f
WHERE f.owner_id = w.owner_id AND f.date = w.date AND f.title = w.title;

INSERT INTO {work}.staged (model, id, number, fresh) SELECT DISTINCT 'note', id, NULL::bigint, fresh FROM {work}.wanted_note;
INSERT INTO {work}.staged (model, id, number, fresh) SELECT DISTINCT 'summary', summary_id, NULL::bigint, fresh_summary FROM {work}.wanted_note;
ANALYZE {work}.wanted_note;
ANALYZE {work}.staged
