INSERT INTO {stage.summary} (id, {defaulted}, content, committee_date, note_id, waybill_offset)
SELECT s.id, {defaults}, s.content, s.date, s.note_id, 0
FROM (SELECT summary_id AS id, content, date, id AS note_id FROM {work}.wanted_note WHERE fresh_summary) AS s
