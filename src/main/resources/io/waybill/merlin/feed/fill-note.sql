-- Notes and summaries that the target already has.
UPDATE {stage.note} AS s
SET title = w.title, content = w.content, date = w.date, owner_id = w.owner_id,
    proposal_type = current_setting('waybill.proposal_type')
FROM {work}.wanted_note AS w
WHERE NOT w.fresh AND w.id = s.id;

UPDATE {stage.summary} AS s
SET content = w.content, committee_date = w.date, note_id = w.id
FROM {work}.wanted_note AS w
WHERE NOT w.fresh_summary AND w.summary_id = s.id
