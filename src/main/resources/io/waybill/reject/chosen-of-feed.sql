SELECT r.id, r.waybill, r.kind, r.header, coalesce(ch.cells, r.cells) AS cells, r.key_cells, r.cause, r.file, r.line, r.byte_offset, r.rule,
       r.reason, r.candidates, r.state, r.closed_by, coalesce(ch.answer, '') AS answer
FROM waybill.choices AS ch
JOIN waybill.rejects AS r ON r.id = ch.reject AND r.state = 'open'
JOIN waybill.waybills AS w ON w.number = r.waybill
WHERE w.system = ? AND w.feed = ?
ORDER BY r.waybill, r.line, r.byte_offset, r.id
