-- Open rejects of these rules for which nobody has chosen anything.
SELECT r.id, r.waybill, r.kind, r.header, r.cells, r.key_cells, r.cause, r.file, r.line, r.byte_offset, r.rule, r.reason, r.candidates, r.state,
       r.closed_by
FROM waybill.rejects AS r
WHERE r.system = ? AND r.rule = ANY (?) AND r.state = 'open' AND NOT EXISTS (SELECT FROM waybill.choices AS ch WHERE ch.reject = r.id)
ORDER BY r.id
