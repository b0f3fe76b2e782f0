SELECT r.id, r.waybill, r.system, w.feed, r.kind, r.header, r.cells, r.key_cells, r.cause, r.file, r.line, r.byte_offset, r.rule, r.reason,
       r.candidates, r.state, r.closed_by, r.closed_at, ch.reject IS NOT NULL AS chosen, ch.answer, ch.cells AS mended, ch.chosen_by,
       ch.chosen_at, d.answer AS decision, d.decided_by, d.decided_at
FROM waybill.rejects AS r
JOIN waybill.waybills AS w ON w.number = r.waybill
LEFT JOIN waybill.choices AS ch ON ch.reject = r.id
LEFT JOIN waybill.decisions AS d
    ON d.system = r.system AND d.kind = r.kind AND d.key_cells = r.key_cells AND d.waybill = r.closed_by
WHERE r.id = ?
