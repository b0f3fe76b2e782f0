-- Open rejects by cause, the largest first; a text that is looked for chooses causes, all of whose rows are counted.
WITH causes AS MATERIALIZED (
    SELECT cause_hash, count(*) AS all_rows, min(id) AS first
    FROM waybill.rejects
    WHERE state = 'open'
      AND (?::bigint IS NULL OR waybill = ?)
    GROUP BY cause_hash
    HAVING ?::text IS NULL OR bool_or(sought LIKE lower(?))
)
SELECT c.all_rows, r.id, r.waybill, r.system, w.feed, r.kind, r.header, r.cells, r.key_cells, r.cause, r.file, r.line, r.byte_offset, r.rule,
       r.reason, r.candidates, r.state, r.closed_by,
       (SELECT count(*)
        FROM waybill.rejects AS o
        JOIN waybill.choices AS ch ON ch.reject = o.id
        WHERE o.state = 'open' AND o.cause_hash = c.cause_hash AND (?::bigint IS NULL OR o.waybill = ?)) AS chosen,
       (SELECT sum(all_rows) FROM causes) AS rows_in_all,
       (SELECT count(*) FROM causes) AS causes_in_all
FROM (SELECT * FROM causes ORDER BY all_rows DESC, first LIMIT ? OFFSET ?) AS c
JOIN waybill.rejects AS r ON r.id = c.first
JOIN waybill.waybills AS w ON w.number = r.waybill
ORDER BY c.all_rows DESC, c.first
