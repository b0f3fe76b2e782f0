-- What lists of rejects are made of: enough in one index to group them and to find what was chosen, and one row as people see it.

DROP INDEX rejects_open_by_cause;
CREATE INDEX rejects_open_by_cause ON rejects (cause_hash, id) INCLUDE (waybill) WHERE state = 'open';

CREATE VIEW listed_rejects AS
SELECT r.id, r.waybill, r.system, w.feed, r.kind, r.header, r.cells, r.key_cells, r.cause, r.file, r.line, r.byte_offset, r.rule, r.reason,
       r.candidates, r.state, r.closed_by, r.closed_at, ch.reject IS NOT NULL AS chosen, ch.answer, ch.cells AS mended, ch.chosen_by,
       ch.chosen_at, d.answer AS decision, d.decided_by, d.decided_at
FROM rejects AS r
JOIN waybills AS w ON w.number = r.waybill
LEFT JOIN choices AS ch ON ch.reject = r.id
LEFT JOIN decisions AS d
    ON d.system = r.system AND d.kind = r.kind AND d.key_cells = r.key_cells AND d.waybill = r.closed_by;
