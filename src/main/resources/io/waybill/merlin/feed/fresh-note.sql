INSERT INTO {stage.note} (id, {defaulted}, title, content, date, owner_id, proposal_type, waybill_offset)
SELECT s.id, {defaults}, s.title, s.content, s.date, s.owner_id, current_setting('waybill.proposal_type'), 0
FROM {work}.wanted_note AS s
WHERE s.fresh
